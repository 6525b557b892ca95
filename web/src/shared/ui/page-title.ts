import { useEffect } from 'react';

const PRODUCT = 'AgentFlow';
/** Names the page in the tab, in the history, and to who hears it: "Workflows · AgentFlow". Nothing is changed while `title` is not known. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    document.title = title === '' ? PRODUCT : `${title} · ${PRODUCT}`;
  }, [title]);
}
