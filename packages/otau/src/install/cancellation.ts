import { dropParts } from '../download/part.ts';
import { OtauError } from '../errors.ts';
import { endWith, toFailure } from './ending.ts';
import { rollBack } from './rolling-back.ts';
import { type Session } from './session.ts';

/**
 * Ends what is pending in the journal and not at work (otau 3.7): what has not been switched is dropped, what has is
 * rolled back. What is committed, being removed or rolled back only goes forward: the next call ends it. Downloads
 * that were kept go in any case.
 */
export async function cancelPending(session: Session, name: string | undefined): Promise<boolean> {
  const { layout, files } = session.options;
  const hadDownloads = await dropParts(files, layout.packages, 0);
  const { operation } = session;
  if (operation === undefined || (name !== undefined && operation.name !== name)) return hadDownloads;
  const failure = toFailure(new OtauError('OTAU_CANCELLED', 'It was cancelled.'));
  switch (operation.state) {
    case 'committed':
    case 'removing':
    case 'rollingBack':
      return hadDownloads;
    case 'downloading':
    case 'staging':
    case 'staged':
      await session.drop(operation, endWith(operation, 'failed', failure));
      break;
    case 'installing':
    case 'switching':
    case 'probation':
      await rollBack(session, { ...operation, failure });
  }
  await session.tidy();
  return true;
}
