import { gzipSync } from 'node:zlib';

export interface TarFile {
  readonly path: string;
  readonly content?: string;
  readonly mode?: number;
  /** `0` file, `5` folder, `2` symbolic link, `x` pax header, `L` long name. */
  readonly typeFlag?: string;
  readonly target?: string;
}

/** One header block, made byte by byte. */
export function tarHeader({ path, content = '', mode = 0o644, typeFlag = '0', target = '' }: TarFile): Buffer {
  const block = Buffer.alloc(512);
  block.write(path, 0, 100);
  block.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  block.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
  block.write(' '.repeat(8), 148);
  block.write(typeFlag, 156);
  block.write(target, 157, 100);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** An archive without compression. */
export function tar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap((file) => {
    const body = Buffer.from(file.content ?? '');
    return [tarHeader(file), body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** A package as devices install it. */
export function tarGz(files: readonly TarFile[]): Buffer {
  return gzipSync(tar(files));
}
