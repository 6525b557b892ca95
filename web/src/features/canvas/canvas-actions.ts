import { createContext, useContext } from 'react';
import type { Annotation } from '../designer/annotations.js';

/** What the cards on the canvas can ask for. Ids are names on the canvas. */
export interface CardActions {
  /** Draws a container with what is inside, or closes it. */
  readonly onToggle?: ((id: string) => void) | undefined;
  readonly onEnter?: ((id: string) => void) | undefined;
  /** Enters one of the bodies of a state. */
  readonly onPhase?: ((id: string, phase: 'entry' | 'body' | 'exit') => void) | undefined;
  readonly onAnnotate?: ((id: string, change: Partial<Pick<Annotation, 'x' | 'y' | 'width' | 'height' | 'words'>>) => void) | undefined;
}
export const CardActionsContext = createContext<CardActions>({});
export const useCardActions = (): CardActions => useContext(CardActionsContext);
/** Whether the canvas is so far out that no card can be read. */
export const FarContext = createContext(false);
