/** Port of the CLI where none is given. */
export const CLI_PORT = 8088;

/** What `--help` says after the options. */
export function formatHelp(): string {
  return `
Examples:
  exosite-emulator
      Serves on http://127.0.0.1:${CLI_PORT}, in memory.
  exosite-emulator --data emulator.db --device acme/gateway/0001
      Keeps everything in emulator.db, with one device ready for activation.
  exosite-emulator --fault 503,count=3,path=/onep:v1 --fault delay,delayMs=2000,count=all
      The first three data calls fail, then every answer takes two seconds.
  exosite-emulator --fleet 1000 --fleet-interval 300
      A thousand simulated gateways check in every five minutes; try the console with them.
  exosite-emulator --port 0 --json --fleet 1000 --load-report 30
      Measures what a round of check-ins costs over 30 seconds, prints it and ends.

Faults:
  KIND[,FIELD=VALUE]... with a status number for the kind "status". Kinds:
    offline, reset, resetBefore, noAnswer, duplicate
    status     status, retryAfterSeconds, body     delay         delayMs
    bandwidth  bytesPerSecond                      slowBody      chunkBytes, pauseMs
    truncateBody, dropAfterBytes   afterBytes      corruptBody   atByte
    wrongContentLength   contentLength             shortCik      length
    wrongContentRange    contentRange              clockSkew     skewSeconds
  Scope of each: path, method, device=VENDOR/MODEL/SERIAL, skip=N, count=N or count=all.
  While it runs: GET, POST, DELETE /control/faults with the vendor token; POST takes the same text.

Output:
  The first line on stdout is the URL, or with --json one object:
    {"url":…,"consoleUrl":…,"vendorToken":…,"pid":…}
  A load report follows on stdout, with --json as one more object. Everything else is on stderr.

Exit codes:
  0  stopped by SIGINT or SIGTERM, or the load report is done
  1  it could not run: port in use, data file locked or unusable, fleet refused
  2  wrong arguments`;
}
