import { type VNode } from 'preact';
import type { DeploymentTarget } from '../../src/console/api.ts';
import { Badge } from '../controls/badge.tsx';
import { type Tone } from '../controls/tone.ts';
import { stageOf, type TargetStage } from './deployment-progress.ts';

const STAGES: Readonly<Record<TargetStage, readonly [word: string, tone: Tone]>> = {
  sent: ['Sent', 'waiting'],
  pickedUp: ['Picked up', 'accent'],
  installed: ['Installed', 'good'],
  reported: ['Reported', 'good'],
  failed: ['Failed', 'bad'],
  superseded: ['Superseded', 'plain'],
};

/** Where a device stands in a deployment. */
export function TargetBadge({ target }: { readonly target: DeploymentTarget }): VNode {
  const [word, tone] = STAGES[stageOf(target)];
  return <Badge tone={tone}>{word}</Badge>;
}
