import { type Tone } from '../controls/tone.ts';

/** The colour of a state of supervisord (gwe 57). */
export function toneOfState(status: string): Tone {
  switch (status) {
    case 'RUNNING':
      return 'good';
    case 'STARTING':
    case 'BACKOFF':
    case 'STOPPING':
      return 'waiting';
    case 'FATAL':
    case 'UNKNOWN':
      return 'bad';
    default:
      return 'plain';
  }
}
