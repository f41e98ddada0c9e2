const EXIT_CODES = `
Exit codes:
  0  done    1  it was refused, or a file could not be read or written    2  wrong arguments`;

/** What `--help` adds to the commands about keys. */
export const KEY_HELP: Readonly<Record<'keygen' | 'sign' | 'verify' | 'keyset' | 'rotate', string>> = Object.freeze({
  keygen: `
Examples:
  OTAU_PASSWORD=... otau keygen release       release.key and release.pub
  otau keygen ci --unprotected                for a machine that signs by itself
${EXIT_CODES}`,
  sign: `
Examples:
  otau sign coffee.v2.tar.gz --key release.key --sequence 2
  otau sign --add coffee.v2.tar.gz.otau.json --key second.key    where a threshold asks for two
  otau sign --add keys.json --key release.key                    a key set
Upload the package and both files beside it. \`minisign -V\` verifies them, too.
${EXIT_CODES}`,
  verify: `
Examples:
  otau verify coffee.v2.tar.gz --keys release.pub
  otau verify coffee.v2.tar.gz --keys keys.json    as a gateway with this key set would
  otau verify keys.json --keys old-keys.json
${EXIT_CODES}`,
  keyset: `
Examples:
  otau keyset release.pub second.pub --threshold 2 > keys.json
  otau keyset new.pub --set-version 2 > keys2.json
  otau sign --add keys2.json --key old.key && otau sign --add keys2.json --key new.key
${EXIT_CODES}`,
  rotate: `
Examples:
  otau rotate keys2.json --keys /etc/gateway-engine/keys.json
The new set needs a higher version, and in keys2.json.minisig enough signatures of the old keys and of its own.
${EXIT_CODES}`,
});
