/* global document, getComputedStyle, requestAnimationFrame, cancelAnimationFrame, window */
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
