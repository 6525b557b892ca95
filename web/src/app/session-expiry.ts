import { create } from 'zustand';

/** Whether the session that this page was drawn under has come to its end. The page stays as it is until somebody has signed in again. */
export const useExpiry = create<{ readonly expired: boolean }>()(() => ({ expired: false }));
export const expire = (): void => useExpiry.setState({ expired: true });
export const renewed = (): void => useExpiry.setState({ expired: false });
