/** The canvas first: what stands beside it is fetched once it has been drawn, or a moment later where nothing is. */
const MOMENT_MS = 400;
export const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    const end = Date.now() + MOMENT_MS;
    const look = (): void => {
      if (document.querySelector('.react-flow__node') || Date.now() > end) requestAnimationFrame(() => setTimeout(resolve));
      else setTimeout(look, 16);
    };
    look();
  });
