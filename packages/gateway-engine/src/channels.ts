import { channel } from 'node:diagnostics_channel';

/** What the engine tells to whoever listens; `gwe` turns it into log lines. */
export interface GatewayEvents {
  /** A check-in has been answered, and what it asked for is done. Without `nextInMs` it was the only one. */
  'gateway-engine:check-in:done': { readonly nextInMs?: number };
  /** A check-in, or the activation before it, has failed and is tried again. */
  'gateway-engine:check-in:failed': { readonly error: unknown; readonly failures: number; readonly nextInMs: number };
  /** The serial number is settled. */
  'gateway-engine:identity:settled': { readonly vendor: string; readonly model: string; readonly serial: string };
  /** A part of the reports could not be collected and was sent as empty. */
  'gateway-engine:report:failed': { readonly part: string; readonly error: unknown };
  /** A package named by `engine_fetch` began to be installed. */
  'gateway-engine:install:started': { readonly fileName: string };
  'gateway-engine:install:done': { readonly fileName: string };
  'gateway-engine:install:failed': { readonly fileName: string; readonly error: unknown };
  /** What a power cut left behind could not be removed now. */
  'gateway-engine:recovery:failed': { readonly error: unknown };
  /** The cloud set another interval. */
  'gateway-engine:interval:changed': { readonly intervalS: number };
}

/** Publishes an event when someone listens. */
export function publish<Name extends keyof GatewayEvents>(name: Name, event: GatewayEvents[Name]): void {
  const target = channels[name];
  if (target.hasSubscribers) target.publish(event);
}

const channels = {
  'gateway-engine:check-in:done': channel('gateway-engine:check-in:done'),
  'gateway-engine:check-in:failed': channel('gateway-engine:check-in:failed'),
  'gateway-engine:identity:settled': channel('gateway-engine:identity:settled'),
  'gateway-engine:report:failed': channel('gateway-engine:report:failed'),
  'gateway-engine:install:started': channel('gateway-engine:install:started'),
  'gateway-engine:install:done': channel('gateway-engine:install:done'),
  'gateway-engine:install:failed': channel('gateway-engine:install:failed'),
  'gateway-engine:recovery:failed': channel('gateway-engine:recovery:failed'),
  'gateway-engine:interval:changed': channel('gateway-engine:interval:changed'),
} as const satisfies Record<keyof GatewayEvents, unknown>;
