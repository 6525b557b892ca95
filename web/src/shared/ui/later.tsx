/** Parts that come when they are first shown, so that what everybody needs is there sooner. */
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';

export type Later<P> = ComponentType<P> & {
  /** Fetches the part before it is shown; then it is drawn at once. */
  prefetch(): Promise<void>;
};
/** Draws `waiting` until the part is there. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null): Later<P> {
  let here: ComponentType<P> | undefined;
  let coming: Promise<ComponentType<P>> | undefined;
  const fetched = (): Promise<ComponentType<P>> =>
    (coming ??= load().then(
      (part) => (here = part),
      (error: unknown) => {
        coming = undefined;
        throw error;
      },
    ));
  const Part = lazy(async () => ({ default: await fetched() })) as unknown as ComponentType<P>;
  function Later(props: P) {
    // Chosen once: what is drawn must not be drawn anew only because it could come sooner by now.
    const [Here] = useState(() => here);
    return Here ? (
      <Here {...props} />
    ) : (
      <Suspense fallback={waiting}>
        <Part {...props} />
      </Suspense>
    );
  }
  return Object.assign(Later, {
    prefetch: () =>
      fetched().then(
        () => {},
        // Whoever shows it hears about it.
        () => {},
      ),
  });
}
/** A dialog, which is not even fetched while it has never been open. */
export function laterDialog<P extends object>(
  load: () => Promise<ComponentType<P>>,
  isOpen: (props: P) => boolean = (props) => (props as { readonly open?: boolean }).open === true,
): ComponentType<P> {
  const Part = later(load);
  let opened = false;
  return function Dialog(props: P) {
    opened ||= isOpen(props);
    return opened ? <Part {...props} /> : null;
  };
}
