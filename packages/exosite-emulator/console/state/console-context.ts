import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Router } from '../navigation/router.ts';
import { type LiveConnection } from './live-connection.ts';
import { type LiveModel } from './live-model.ts';
import { type Notices } from './notices.ts';
import { useObservable } from './use-observable.ts';

/** What every component can ask for. */
export interface ConsoleServices {
  readonly live: LiveConnection;
  readonly router: Router;
  readonly notices: Notices;
}

export const ConsoleContext = createContext<ConsoleServices | undefined>(undefined);

/** The services of the running console. */
export function useConsole(): ConsoleServices {
  const services = useContext(ConsoleContext);
  if (services === undefined) throw new Error('A component stands outside of the console.');
  return services;
}

/** Everything that the stream has told. */
export function useLive(): LiveModel {
  return useObservable(useConsole().live.model);
}
