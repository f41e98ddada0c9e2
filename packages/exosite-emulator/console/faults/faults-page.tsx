import { type VNode } from 'preact';
import { PageHeader } from '../shell/page-header.tsx';
import { FaultForm } from './fault-form.tsx';
import { FaultList } from './fault-list.tsx';
import { NetworkCard } from './network-card.tsx';

/** Makes things go wrong on command. */
export function FaultsPage(): VNode {
  return (
    <>
      <PageHeader title="Faults">Make requests go wrong, and see how devices take it.</PageHeader>
      <NetworkCard />
      <FaultList />
      <FaultForm />
    </>
  );
}
