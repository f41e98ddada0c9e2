import { StringDecoder } from 'node:string_decoder';

/** Cuts an output into lines, as they are completed. */
export interface OutputLines {
  push(chunk: Uint8Array): void;
  /** Gives the last line, if it had no end. */
  end(): void;
}

/** Longer lines are given in pieces, so that an output without any line end cannot fill the memory. */
const MAX_LINE_CHARACTERS = 4096;

/** `onLine` gets each line without its end. */
export function createOutputLines(onLine: (line: string) => void): OutputLines {
  const decoder = new StringDecoder('utf8');
  let rest = '';

  function take(text: string): void {
    const lines = `${rest}${text}`.split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) give(line);
    while (rest.length > MAX_LINE_CHARACTERS) {
      onLine(rest.slice(0, MAX_LINE_CHARACTERS));
      rest = rest.slice(MAX_LINE_CHARACTERS);
    }
  }

  function give(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += MAX_LINE_CHARACTERS) {
      onLine(line.slice(from, from + MAX_LINE_CHARACTERS));
    }
  }

  return {
    push(chunk) {
      take(decoder.write(Buffer.from(chunk)));
    },
    end() {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
