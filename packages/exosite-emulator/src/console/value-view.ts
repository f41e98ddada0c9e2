import { type Point } from '../types.ts';
import { type ValueView } from './api.ts';

/** A stored value without its bytes. */
export function toValueView({ timestamp, text }: Point): ValueView {
  return { timestamp, text };
}
