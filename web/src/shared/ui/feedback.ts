/** Short messages, notifications and questions. What shows them comes when the first is asked for, so that no page has to wait for it. */
import type { App } from 'antd';
import { create } from 'zustand';

type Kit = ReturnType<typeof App.useApp>;
/** Calls of the kit, of which nothing is answered. */
type Later<T> = { readonly [K in keyof T]: T[K] extends (...args: infer A) => unknown ? (...args: A) => void : never };
export interface Feedback {
  readonly message: Later<Pick<Kit['message'], 'success' | 'error' | 'info' | 'warning'>>;
  readonly notification: Later<Pick<Kit['notification'], 'open' | 'error' | 'destroy'>>;
  readonly modal: Later<Pick<Kit['modal'], 'confirm' | 'success' | 'warning'>>;
}
/** Whether anything has been asked for yet; `FeedbackHolder` is drawn from then on. */
export const useFeedbackWanted = create<{ readonly wanted: boolean }>()(() => ({ wanted: false }));

let arrive: (kit: Kit) => void = () => {};
const kit = new Promise<Kit>((resolve) => (arrive = resolve));
export const feedbackArrived = (here: Kit): void => arrive(here);

const later = (call: (here: Kit) => unknown): void => {
  useFeedbackWanted.setState({ wanted: true });
  void kit.then(call);
};
const feedback: Feedback = {
  message: {
    success: (...args) => later(({ message }) => message.success(...args)),
    error: (...args) => later(({ message }) => message.error(...args)),
    info: (...args) => later(({ message }) => message.info(...args)),
    warning: (...args) => later(({ message }) => message.warning(...args)),
  },
  notification: {
    open: (...args) => later(({ notification }) => notification.open(...args)),
    error: (...args) => later(({ notification }) => notification.error(...args)),
    destroy: (...args) => later(({ notification }) => notification.destroy(...args)),
  },
  modal: {
    confirm: (...args) => later(({ modal }) => modal.confirm(...args)),
    success: (...args) => later(({ modal }) => modal.success(...args)),
    warning: (...args) => later(({ modal }) => modal.warning(...args)),
  },
};
export const useFeedback = (): Feedback => feedback;
