import { createContext, useContext } from 'react';

/** Saves what is on the screen, for what the server is to do with it; answers whether everything is saved. */
export const FlushDraft = createContext<() => Promise<boolean>>(() => Promise.resolve(true));
export const useFlushDraft = (): (() => Promise<boolean>) => useContext(FlushDraft);
