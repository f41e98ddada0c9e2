/** What a simulated gateway knows of itself. */
export interface GatewayFacts {
  readonly serial: string;
  /** Version by name of app. */
  readonly apps: ReadonlyMap<string, string>;
  /** Whole seconds since it began. */
  readonly uptimeSeconds: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly requests: number;
}

/** The three reports as the engine writes them, by alias (gwe 52 to 59). */
export function formatReports(facts: GatewayFacts): Readonly<Record<string, string>> {
  return { usage_report: usageReport(facts), device_info: deviceInfo(facts), engine_report: engineReport(facts) };
}

function engineReport({ apps, uptimeSeconds }: GatewayFacts): string {
  const uptime = formatUptime(uptimeSeconds);
  const process = (version: string): unknown => ({ exitstatus: 0, status: 'RUNNING', uptime, version });
  return JSON.stringify({ apps: Array.from(apps, ([name, version]) => ({ [name]: process(version) })) });
}

function deviceInfo({ serial }: GatewayFacts): string {
  return JSON.stringify({
    uname: `Linux ${serial} 6.1.0 #1 armv7l GNU/Linux\n`,
    df: 'Filesystem 1K-blocks  Used Available Use% Mounted on\n/dev/root     240972 96232    132200  43% /\n',
    free: '              total        used        free\nMem:          60416       41212       19204\n',
    ipaddrs: '10.0.0.2',
  });
}

function usageReport({ bytesSent, bytesReceived, requests }: GatewayFacts): string {
  const average = (bytes: number): number => Math.ceil(bytes / Math.max(1, requests));
  const all = {
    ...{ tot_rx: bytesReceived, max_rx: average(bytesReceived) },
    ...{ tot_tx: bytesSent, max_tx: average(bytesSent), num: requests },
  };
  return JSON.stringify({ eth0: { gateway: { 'check-in': all } } });
}

/** As `supervisorctl status` prints it: `0:01:38` (gwe 57). */
export function formatUptime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
