import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const docs = new URL('..', import.meta.url);
/** The heading of a page. */
const titleOf = (path) => /^#\s+(.+)$/m.exec(readFileSync(new URL(path, docs), 'utf8'))?.[1].replaceAll('`', '') ?? path;
const pagesOf = (folder) =>
  readdirSync(new URL(`${folder}/`, docs))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => ({ text: titleOf(`${folder}/${name}`), link: `/${folder}/${name.replace(/\.md$/, '')}` }));
const page = (name) => ({ text: titleOf(`${name}.md`), link: `/${name}` });

/** Built and served without a network: no fonts, scripts or images but our own. */
export default defineConfig({
  title: 'AgentFlow',
  description: 'Workflows of agents, models, tools and people, run durably',
  lastUpdated: false,
  cleanUrls: true,
  ignoreDeadLinks: [
    /^https?:\/\/(127\.0\.0\.1|localhost)/,
    /\.(json|yaml|mjs)$/,
    /conformance|SECURITY|CONTRIBUTING|examples|packages|services|infra|bench|e2e|charts/,
  ],
  // Templates of ours are text here: only what Vue itself writes uses braces of its own.
  markdown: { config: (md) => md.use(bracesAreText) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'How-to', link: '/how-to/publish-and-roll-back' },
      { text: 'Reference', link: '/definition' },
      { text: 'Explanation', link: '/architecture' },
    ],
    sidebar: [
      { text: 'Tutorial', items: [page('tutorial')] },
      { text: 'How-to', items: pagesOf('how-to') },
      { text: 'Reference', items: [page('definition'), page('api'), page('operations'), ...pagesOf('reference')] },
      {
        text: 'Explanation',
        items: [page('architecture'), page('benchmarks'), page('proofs'), { text: 'Decisions', collapsed: true, items: pagesOf('adr') }],
      },
    ],
  },
});

/** `{{ … }}` in prose is an expression of a workflow, never one of Vue. */
function bracesAreText(md) {
  const escape = (html) => html.replaceAll('{{', '<span v-pre>{{</span>');
  for (const rule of ['text', 'code_inline']) {
    const before = md.renderer.rules[rule] ?? ((tokens, index) => md.utils.escapeHtml(tokens[index].content));
    md.renderer.rules[rule] = (...args) => escape(before(...args));
  }
}
