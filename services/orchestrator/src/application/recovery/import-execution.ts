import { AppError, executionId, isAppError, type Commit, type ExecutionId, type ExecutionView, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type DocumentStore, type ExecutionStore, type FrozenDocument, type PlanSource } from '@agentflow/ports';
import type { Coordinator } from '../coordinator.js';
import { firstState, foldNext } from '../load-plans.js';
import { viewOf } from '../read-execution.js';
import { readExport, type ReadExport } from './read-export.js';

export interface ImportPorts {
  readonly coordinator: Coordinator;
  readonly store: ExecutionStore;
  readonly documents: DocumentStore;
  readonly plans: PlanSource;
}
/** Takes in executions that were exported elsewhere: evidence, with its history as it was, never acted upon. One import of an id at a time. */
export function createImport({ coordinator, store, documents, plans }: ImportPorts) {
  const { hot, log, mailboxes, values } = coordinator;
  const underWay = new Map<string, Promise<unknown>>();

  return async function importExecution(org: OrgId, text: string, by: string): Promise<{ execution: ExecutionView; created: boolean }> {
    const file = readExport(text);
    for (let before = underWay.get(file.executionId); before; before = underWay.get(file.executionId)) await before.catch(() => undefined);
    const mine = bringIn(org, file, by);
    underWay.set(file.executionId, mine);
    try {
      return await mine;
    } finally {
      underWay.delete(file.executionId);
    }
  };

  async function bringIn(org: OrgId, file: ReadExport, by: string): Promise<{ execution: ExecutionView; created: boolean }> {
    const id = executionId(file.executionId);
    const known = await hot.load(org, id);
    if (known) {
      await sameHistory(org, id, file);
      return { execution: viewOf(known), created: false };
    }
    for (const [digest, frozen] of file.revisions) await keepRevision(org, digest, frozen);
    const partition = coordinator.homeOf(id);
    const history = file.commits.map((commit): Commit => ({
      ...commit,
      org,
      executionId: id,
      partition,
      position: 0,
      epoch: 0,
      wakeAt: null,
      imported: { messages: commit.messages },
    }));
    const state = await fold(history);
    for (const [digest, json] of file.values) await values.put(org, id, digest, json);
    const live = hot.create(org, id, state.plan);
    hot.replace(live, state);
    const answer = new Promise<ExecutionView>((resolve, reject) => {
      let view: ExecutionView | undefined;
      mailboxes.post(org, id, {
        command: { type: 'ImportExecution', by, sha256: file.sha256 },
        decided: (decided) => (view = viewOf(decided)),
        done: (error) => (error === undefined && view ? resolve(view) : reject(taken(error, file.executionId) as Error)),
      });
    });
    try {
      log.bring(live, history);
    } catch (error) {
      hot.discard(live);
      answer.catch(() => undefined);
      throw error;
    }
    return { execution: await answer, created: true };
  }
  async function fold(history: readonly Commit[]) {
    try {
      const state = await firstState(plans, history[0] as Commit);
      for (const [index, commit] of history.entries()) await foldNext(plans, state, index, commit);
      return state;
    } catch (error) {
      if (!isAppError(error)) throw error;
      throw new AppError(
        'EXPORT_INVALID',
        `the history cannot be read here: ${error.message}`,
        { code: error.code },
        { cause: error, problems: error.problems },
      );
    }
  }
  async function keepRevision(org: OrgId, digest: string, frozen: FrozenDocument): Promise<void> {
    await documents.put<FrozenDocument>(org, COLLECTIONS.frozen, digest, frozen, { ifVersion: 'absent' }).catch((error: unknown) => {
      if (!isAppError(error) || (error.code !== 'ALREADY_EXISTS' && error.code !== 'VERSION_CONFLICT')) throw error;
    });
  }
  /** @throws AppError ALREADY_EXISTS when what is here under the id is something else */
  async function sameHistory(org: OrgId, id: ExecutionId, { commits }: ReadExport): Promise<void> {
    let index = 0;
    for await (const commit of store.read(org, id, 0)) {
      const other = commits[index];
      if (other === undefined) return;
      if (other.commitId !== commit.commitId) break;
      index++;
    }
    if (index === commits.length) return;
    throw new AppError('ALREADY_EXISTS', 'this installation has an execution with this id and another history', { executionId: id });
  }
}
/** The log refuses a second first commit: the id belongs to somebody else here. */
function taken(error: unknown, id: string): unknown {
  if (!isAppError(error) || error.code !== 'OWNERSHIP_LOST') return error ?? new AppError('INTERNAL', 'the import was not decided');
  return new AppError('ALREADY_EXISTS', 'this installation has an execution with this id already', { executionId: id }, { cause: error });
}
