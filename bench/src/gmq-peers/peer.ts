/** A queue that others use, and how it is asked to keep messages. */
export interface Peer {
  readonly name: string;
  /** Starts it on a folder, empty or left by a predecessor. Rejects if it is not installed or does not start. */
  start(folder: string): Promise<Station>;
}

/** A peer that is running. */
export interface Station {
  /** Resolves when the peer has acknowledged the message. */
  publish(text: string): Promise<void>;
  /** How many different messages it holds. Takes them out, where there is no other way. */
  count(): Promise<number>;
  /** By SIGKILL: it gets no chance to save anything. */
  kill(): Promise<void>;
}

/** Messages of 200 bytes that start with their number. */
export function createTexts(): () => string {
  let number = 0;
  return () =>
    String((number += 1))
      .padStart(8, '0')
      .padEnd(200, 'm');
}
