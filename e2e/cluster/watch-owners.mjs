import mongoose from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Reads who owns what straight from the database, every 50 ms. `at(url)` of a process that was killed or held tells what it owned just then; `taken(owned, since)` how long each of those partitions
 * took until another owned it.
 */
export async function watchOwners(mongoUrl) {
  const connection = await mongoose.createConnection(mongoUrl, { serverSelectionTimeoutMS: 3_000, socketTimeoutMS: 5_000 }).asPromise();
  const { db } = connection;
  const changes = new Map();
  let rows = [];
  let going = true;
  async function look() {
    rows = await db.collection('ownership').find({}).toArray();
    const now = performance.now();
    for (const { _id, epoch, owner } of rows) {
      const known = changes.get(_id) ?? [];
      const last = known.at(-1);
      if (owner !== '' && (!last || last.epoch < epoch)) changes.set(_id, [...known, { epoch, owner, at: now }]);
    }
  }
  await look();
  const watching = (async () => {
    while (going) {
      await look().catch(() => undefined);
      await pause(50);
    }
  })();
  return {
    db,
    /** Owners that are alive, with how many partitions each has. */
    shares() {
      const counts = {};
      for (const { owner, expiresAt } of rows) if (owner !== '' && expiresAt > new Date()) counts[owner] = (counts[owner] ?? 0) + 1;
      return counts;
    },
    /** The id under which a process owns, by its address; nothing while it is not known. */
    async memberOf(httpUrl) {
      const found = await db.collection('members').find({ service: 'orchestrator' }).toArray();
      return found
        .map(({ body }) => JSON.parse(body))
        .filter((one) => one.httpUrl === httpUrl)
        .sort((a, b) => b.startedAt - a.startedAt)[0]?.id;
    },
    ownedBy: (member) => rows.filter(({ owner }) => owner === member).map(({ _id, epoch }) => ({ partition: _id, epoch })),
    /** Milliseconds from `since` (of performance.now) until each partition had a later owner; Infinity where it has none yet. */
    taken: (owned, since) =>
      owned.map(({ partition, epoch }) => {
        const next = changes.get(partition)?.find((one) => one.epoch > epoch);
        return next ? Math.max(0, next.at - since) : Infinity;
      }),
    async stop() {
      going = false;
      await watching;
      await connection.close();
    },
  };
}
/** Records of the log behind a newer epoch record, as text; and how many commits and epoch records there are. Reads the whole log. */
export async function checkFencing(db) {
  const stale = [];
  let commits = 0;
  let epochs = 0;
  const newest = new Map();
  const records = db.collection('log').find({}, { projection: { epoch: 1, owner: 1, executionId: 1, version: 1 }, sort: { _id: 1 } });
  for await (const { _id, epoch, owner, executionId, version } of records) {
    const known = newest.get(_id.partition) ?? 0;
    if (owner !== undefined) epochs++;
    else commits++;
    if (epoch < known || (owner === undefined && epoch !== known))
      stale.push(`${_id.partition}/${_id.position}: epoch ${epoch} behind ${known}: ${executionId ?? owner} ${version ?? ''}`);
    newest.set(_id.partition, Math.max(known, epoch));
  }
  return { stale, commits, epochs, partitions: newest.size };
}
/** What was sent just before an epoch record may arrive so much later. */
const ON_ITS_WAY_MS = 500;
/**
 * Compares the calls at the target with the log. Between two epoch records of a partition its owner hands out each attempt once: more calls of a node than the log knows attempts of it come from somebody
 * who was no owner any more. `ledger` as of the effect target, whose ids are in the input of each execution; nodes are named for the kind of their call.
 */
export async function callsBehindEpochs(db, ledger) {
  const attempts = new Map();
  const idOf = new Map();
  const epochs = new Map();
  for await (const { _id, executionId, version, owner, at, body } of db.collection('log').find({}, { sort: { _id: 1 } })) {
    if (owner !== undefined) epochs.set(_id.partition, [...(epochs.get(_id.partition) ?? []), at]);
    if (body === undefined) continue;
    if (version === 1) idOf.set(executionId, /"id":"(x\d+)"/.exec(body)?.[1]);
    for (const { type, path } of JSON.parse(body).events) {
      if (type !== 'TaskScheduled') continue;
      const name = `${path.split('/').at(-1)} ${idOf.get(executionId)}`;
      const known = attempts.get(name) ?? { partition: _id.partition, count: 0 };
      attempts.set(name, { ...known, count: known.count + 1 });
    }
  }
  const problems = [];
  let calls = 0;
  let behind = 0;
  for (const [name, { at }] of ledger) {
    const known = attempts.get(name);
    if (!known) {
      problems.push(`${name} was called, and no attempt of it is in the log`);
      continue;
    }
    const records = epochs.get(known.partition) ?? [];
    const perEpoch = new Map();
    for (const arrived of at) {
      const epoch = records.filter((record) => record + ON_ITS_WAY_MS < arrived).length;
      perEpoch.set(epoch, (perEpoch.get(epoch) ?? 0) + 1);
      calls++;
      if (epoch > Math.max(1, Math.min(...perEpoch.keys()))) behind++;
    }
    for (const [epoch, count] of perEpoch)
      if (count > known.count)
        problems.push(
          `${name}: ${count} calls in epoch ${epoch} of ${known.partition}, ${known.count} attempts in the log; called at ${at.join(', ')}, epoch records at ${records.join(', ')}`,
        );
  }
  return { problems, calls, behind };
}
