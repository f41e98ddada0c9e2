import { type Finding, isSupervisorBridgeError, type SupervisorBridgeError } from '../../src/error.ts';

/** The error of this package that `task` fails with; anything else fails the test. */
export async function errorOf(task: () => unknown): Promise<SupervisorBridgeError> {
  try {
    await task();
  } catch (error) {
    if (isSupervisorBridgeError(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** The findings that `task` fails with. */
export async function findingsOf(task: () => unknown): Promise<readonly Finding[]> {
  return (await errorOf(task)).findings;
}
