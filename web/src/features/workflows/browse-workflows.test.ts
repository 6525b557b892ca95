import type { WorkflowSummary } from '../../api/types.js';
import { browse } from './browse-workflows.js';

const workflow = (key: string, folder: string, more: Partial<WorkflowSummary> = {}): WorkflowSummary =>
  ({ id: key, key, name: key, folder, publishedRevision: null, problemCount: 0, ...more }) as WorkflowSummary;
const all = [
  workflow('loose', ''),
  workflow('mail', 'Support', { publishedRevision: 3 }),
  workflow('chat', 'Support/Live', { problemCount: 2 }),
  workflow('bill', 'Supportive'),
];
const at = (folder: string, more: { state?: 'published' | 'draft' | 'problems'; search?: string } = {}) => {
  const { workflows, folders } = browse(all, { folder, state: more.state, search: more.search ?? '' });
  return { workflows: workflows.map(({ key }) => key), folders };
};
describe('the folders of workflows', () => {
  it('show what lies in them and below, and the folders right below with how much is in each', () => {
    expect(at('')).toEqual({
      workflows: ['loose', 'mail', 'chat', 'bill'],
      folders: [
        { name: 'Support', path: 'Support', count: 2 },
        { name: 'Supportive', path: 'Supportive', count: 1 },
      ],
    });
    expect(at('Support')).toEqual({ workflows: ['mail', 'chat'], folders: [{ name: 'Live', path: 'Support/Live', count: 1 }] });
    expect(at('Support/Live')).toEqual({ workflows: ['chat'], folders: [] });
  });
  it('are searched with everything below them', () => {
    expect(at('', { search: 'CHAT' }).workflows).toEqual(['chat']);
    expect(at('Support', { search: 'bill' }).workflows).toEqual([]);
  });
  it('are narrowed by state', () => {
    expect(at('', { state: 'published' }).workflows).toEqual(['mail']);
    expect(at('', { state: 'problems' }).workflows).toEqual(['chat']);
    expect(at('', { state: 'draft' }).workflows).toEqual(['loose', 'chat', 'bill']);
  });
});
