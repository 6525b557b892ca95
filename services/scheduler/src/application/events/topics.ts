import type { OrgId } from '@agentflow/core';

/** Where messages go that are to be tried again, and those that were given up. */
export const retryTopic = (topic: string): string => `${topic}.retry.agentflow`;
export const deadLetterTopic = (topic: string): string => `${topic}.dlq.agentflow`;

/** Whether `topic` fits one of the patterns: `*` stands for any characters, `{org}` for the org. */
export function mayRead(patterns: readonly string[], org: OrgId, topic: string): boolean {
  return patterns.some((pattern) => {
    const text = pattern
      .split('*')
      .map((part) => part.replaceAll('{org}', org).replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${text}$`).test(topic);
  });
}
/** The org that a public event of the platform belongs to, by its source `/orgs/{org}/workflows/{id}`. */
export function placeOfSource(source: string): { readonly org: string; readonly workflowId: string } | undefined {
  const match = /^\/orgs\/([^/]+)\/workflows\/([^/]+)$/.exec(source);
  return match ? { org: decodeURIComponent(match[1] as string), workflowId: decodeURIComponent(match[2] as string) } : undefined;
}
