/* global document, getComputedStyle, requestAnimationFrame, cancelAnimationFrame, window, MutationObserver */
/** Milliseconds from the navigation to the first frame in which `selector` is on the page. */
export async function untilSeen(page, url, selector) {
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate(
    (wanted) =>
      new Promise((resolve, reject) => {
        const end = setTimeout(() => reject(new Error(`${wanted} did not come`)), 60_000);
        const look = () => {
          const found = document.querySelector(wanted);
          if (!found || !found.getClientRects().length || getComputedStyle(found).visibility === 'hidden')
            return void requestAnimationFrame(look);
          clearTimeout(end);
          // The frame that shows it has been drawn when the next one begins.
          requestAnimationFrame(() => resolve(performance.now()));
        };
        look();
      }),
    selector,
  );
}
/** The 95th percentile of the times between frames while `action` goes on, in milliseconds. */
export async function frameTimes(page, action) {
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.ticking = requestAnimationFrame(tick);
    };
    window.ticking = requestAnimationFrame(tick);
  });
  await action();
  return page.evaluate(() => {
    cancelAnimationFrame(window.ticking);
    const all = window.frames_.slice(1).sort((a, b) => a - b);
    return all[Math.floor(all.length * 0.95)] ?? NaN;
  });
}
/** What the page's scripts hold, after everything that can go has gone. */
export async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
/** Milliseconds from the last key that `type` presses until the text of `selector` is another and has been drawn; NaN when that does not happen. */
export async function untilTold(page, selector, type) {
  await page.evaluate((wanted) => {
    const shown = document.querySelector(wanted);
    const before = shown.textContent;
    window.told = new Promise((resolve) => {
      let typed;
      window.addEventListener('keydown', () => (typed = performance.now()), { capture: true });
      const look = () => {
        if (typed === undefined || shown.textContent === before) return;
        requestAnimationFrame(() => resolve(performance.now() - typed));
      };
      new MutationObserver(look).observe(shown, { subtree: true, childList: true, characterData: true });
      setTimeout(() => resolve(NaN), 8000);
    });
  }, selector);
  await type();
  return page.evaluate(() => window.told);
}
/** CPU that the main thread of the page takes while `action` goes on, which may open another: in all and for each second, in milliseconds. */
export async function cpuOf(page, action) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taken = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  const [before, from] = [await taken(), performance.now()];
  await action();
  const [after, seconds] = [await taken(), (performance.now() - from) / 1000];
  await session.detach();
  // Another process counts from its own beginning.
  const spent = after >= before ? after - before : after;
  return { spent, perSecond: spent / seconds };
}
