import { PUBLIC_EVENTS_TOPIC } from '../../execution/events/public-events.js';
import { isTimeZone, nextFireTime, problemOfCron } from '../../trigger/next-fire-time.js';
import { isObject, type DefinitionModel } from '../definition/definition-model.js';
import type { ReferenceCatalog } from '../definition/node-catalog.js';
import type { Report } from './validate-report.js';

/** A fixed instant from which the first fire time is looked for: whether there is one must not depend on when somebody asks. 2026-01-01T00:00:00Z. */
const SOME_DAY = 1_767_225_600_000;

/** Topics of the platform that are no public events: what coordinators tell each other, and what has failed before. */
export const isOwnTopic = (topic: string): boolean =>
  topic !== PUBLIC_EVENTS_TOPIC && (topic.startsWith('agentflow.') || topic.endsWith('.agentflow'));
/** Why a topic cannot be that of a trigger; `undefined` when it can. Names are those that Kafka takes. */
export function problemOfTopic(topic: string): string | undefined {
  if (!/^[A-Za-z0-9._-]{1,220}$/.test(topic) || topic === '.' || topic === '..')
    return 'the name of a topic is up to 220 letters, digits, ".", "_" or "-"';
  return isOwnTopic(topic) ? `"${topic}" is a topic of the platform itself: no trigger may read it` : undefined;
}

/** Cron expressions, time zones and credentials; what else a trigger says is checked by schema and expressions. */
export function validateTriggers(model: DefinitionModel, references: ReferenceCatalog | undefined, report: Report): void {
  for (const { pointer, json } of model.triggers) {
    const config = isObject(json['config']) ? json['config'] : {};
    const at = `${pointer}/config`;
    if (json['type'] === 'schedule') {
      const { cron, timeZone } = config;
      const zone = typeof timeZone === 'string' ? timeZone : 'UTC';
      if (!isTimeZone(zone))
        report.error(
          'UNKNOWN_TIME_ZONE',
          `${at}/timeZone`,
          `there is no time zone "${zone.slice(0, 80)}": write one such as Europe/Berlin`,
        );
      if (typeof cron !== 'string') continue;
      const problem = problemOfCron(cron);
      if (problem !== undefined) report.error('INVALID_CRON', `${at}/cron`, problem);
      else if (nextFireTime(cron, 'UTC', SOME_DAY) === null)
        report.error('INVALID_CRON', `${at}/cron`, `"${cron}" never comes: there is no such day`);
    } else if (json['type'] === 'webhook') {
      const { credential, auth } = config;
      if (credential === undefined && auth !== 'none')
        report.error('TRIGGER_WITHOUT_AUTH', at, 'say who may call: a credential, or auth: none if anybody may');
      if (credential !== undefined && auth !== undefined)
        report.error('TRIGGER_WITHOUT_AUTH', `${at}/auth`, 'say either credential or auth: none, not both');
      if (typeof credential === 'string' && references && !references.hasCredential(credential))
        report.error('UNKNOWN_CREDENTIAL', `${at}/credential`, `there is no credential "${credential.slice(0, 100)}"`);
    } else if (json['type'] === 'event' && typeof config['topic'] === 'string' && config['topic'] !== '') {
      const problem = problemOfTopic(config['topic']);
      if (problem !== undefined) report.error('INVALID_TOPIC', `${at}/topic`, problem);
    }
  }
}
