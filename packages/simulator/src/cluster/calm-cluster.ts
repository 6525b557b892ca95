import {
  compileDefinition,
  definitionDigest,
  domainOf,
  ENDED,
  executionId,
  partitionId,
  partitionOf,
  PARTITIONS_PER_DOMAIN,
  type ExecutionView,
  type PartitionId,
  type WorkflowDefinition,
} from '@agentflow/core';
import { createNodeCatalog } from '@agentflow/nodes';
import type { StartRequest } from '@agentflow/ports';
import { ORG } from '../client/client.js';
import { ClusterWorld, type ClusterSettings, type SimNode } from './cluster-world.js';

const CATALOG = createNodeCatalog();

/** A cluster without faults of its own, steered by a test: virtual time passes only while something is waited for. */
export class CalmCluster extends ClusterWorld {
  #failed: unknown;

  constructor(settings: Partial<ClusterSettings> = {}) {
    super({ seed: 7, domains: ['master'], faults: { rates: { before: 0, after: 0, slow: 0, twice: 0 }, crashes: [] }, ...settings });
  }
  /** Lets virtual time pass until `done`; answers how much of it did, milliseconds. @throws when it takes longer than `ms`, or something failed */
  async until(done: () => boolean, ms = 60_000): Promise<number> {
    const since = this.scheduler.now;
    const how = await this.scheduler.run(() => this.#failed !== undefined || done(), since + ms);
    if (this.#failed !== undefined) throw this.#failed;
    if (how !== 'done') throw new Error(`not so after ${ms} ms (${how})`);
    return this.scheduler.now - since;
  }
  async pass(ms: number): Promise<void> {
    await this.scheduler.run(() => false, this.scheduler.now + ms);
    if (this.#failed !== undefined) throw this.#failed;
  }
  /** What a promise of this world comes to. */
  async answer<T>(promise: Promise<T>, ms = 60_000): Promise<T> {
    let settled: { readonly value: T } | undefined;
    promise.then(
      (value) => (settled = { value }),
      (error: unknown) => (this.#failed = error),
    );
    await this.until(() => settled !== undefined, ms);
    return (settled as unknown as { readonly value: T }).value;
  }
  /** A revision of this definition that can be started. */
  publish(definition: WorkflowDefinition): string {
    const digest = definitionDigest(definition);
    this.plans.set(digest, compileDefinition(definition, CATALOG, { digest }));
    return digest;
  }
  begin(
    digest: string,
    input: StartRequest['input'] = {},
    more: Partial<StartRequest> = {},
  ): Promise<{ readonly execution: ExecutionView }> {
    return this.router.executions.start({
      ...{ org: ORG, workflowId: 'w', workflowName: 'w', revision: 1, digest, input, variables: {}, trigger: null },
      ...{ priority: 0, tags: [], trial: false, by: 'test' },
      ...more,
    });
  }
  get(id: string): Promise<ExecutionView> {
    return this.router.executions.get({ org: ORG, executionId: id });
  }
  /** The execution once it has ended. */
  async ended(id: string, ms = 120_000): Promise<ExecutionView> {
    const deadline = this.scheduler.now + ms;
    for (;;) {
      const view = await this.answer(this.get(id));
      if (ENDED.has(view.status)) return view;
      if (this.scheduler.now > deadline)
        throw new Error(`${id} is ${view.status}: ${JSON.stringify((view.nodes ?? []).map(({ path, status }) => [path, status]))}`);
      await this.pass(100);
    }
  }
  /** How many partitions each owner has, by its name. */
  shares(domain = 'master'): Record<string, number> {
    const shares: Record<string, number> = {};
    for (const { owner } of this.members.owners(domain)) shares[owner] = (shares[owner] ?? 0) + 1;
    return shares;
  }
  /** Whether all partitions are owned, by coordinators that work on them, and evenly. */
  shared(domain = 'master', nodes: readonly SimNode[] = this.nodes): boolean {
    const counts = nodes.map(({ coordinator }) => this.#partitions(domain).filter((partition) => coordinator.log.isOpen(partition)).length);
    return counts.reduce((sum, count) => sum + count, 0) === PARTITIONS_PER_DOMAIN && Math.max(...counts) - Math.min(...counts) <= 1;
  }
  ownerOf(id: string): SimNode | undefined {
    return this.nodes.find(({ coordinator }) => coordinator.log.owns(coordinator.homeOf(id as never)));
  }
  homeOf(id: string): PartitionId {
    return partitionOf(domainOf(executionId(id)), executionId(id));
  }
  /** Who owned a partition, one after the other. */
  partitionOwners(partition: PartitionId): readonly string[] {
    return (this.executions.partitions.get(partition)?.records ?? []).flatMap(({ record }) =>
      record.kind === 'epoch' ? [record.owner] : [],
    );
  }
  /** How often partitions went from one owner to another, so far. */
  moves(): number {
    let count = 0;
    for (const { records } of this.executions.partitions.values()) {
      const owners = records.flatMap(({ record }) => (record.kind === 'epoch' ? [record.owner] : []));
      count += owners.filter((owner, index) => index > 0 && owners[index - 1] !== owner).length;
    }
    return count;
  }
  #partitions(domain: string) {
    return Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId(domain, index));
  }
}
