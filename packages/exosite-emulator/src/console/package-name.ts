/** The parts of an app package's file name. */
export interface PackageName {
  readonly name: string;
  readonly version: string;
}

/** Splits `NAME.vVERSION.tar.gz` at the first `.v` (gwe 85, 86). Undefined if the name has another form. */
export function parsePackageName(fileName: string): PackageName | undefined {
  const match = /^([^\s/]+?)\.v([^\s/]+)\.tar\.gz$/.exec(fileName);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** The text for `engine_fetch` that installs one package (gwe 71). */
export function formatInstallCommand(fileName: string): string {
  return JSON.stringify({ install: [{ name: fileName }] });
}
