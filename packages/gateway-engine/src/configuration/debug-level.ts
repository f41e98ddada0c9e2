/** How much the engine tells: a level tells its own lines and those of the levels after it (gwe 16). */
export const DEBUG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type DebugLevel = (typeof DEBUG_LEVELS)[number];
