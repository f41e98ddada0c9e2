import { channel, type Channel } from 'node:diagnostics_channel';

/** A request was answered or given up; the message is a `RequestEntry`. */
export const requestAnswered: Channel = channel('exosite-emulator:request:answered');
/** A value is durable; the message is a `WriteEvent`. */
export const valueStored: Channel = channel('exosite-emulator:value:stored');
/** A write listener threw; the message is `{ error }`. */
export const listenerFailed: Channel = channel('exosite-emulator:listener:failed');
/** A handler failed and the client got a 500; the message is `{ error, path }`. */
export const requestFailed: Channel = channel('exosite-emulator:request:failed');
