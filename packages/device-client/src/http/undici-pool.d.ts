/** The part of undici that is needed: loading it instead of the whole package halves the memory it takes. */
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}
