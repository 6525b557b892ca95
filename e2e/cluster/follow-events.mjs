/** The events of an execution as a client that comes back sees them: after a break it goes on behind the last id it has. `onEvent` gets `{ id, type, payload }`; resolves with all of them once the execution has ended. */
export async function followEvents({ url, key }, executionId, onEvent = () => undefined, withinMs = 120_000) {
  const until = Date.now() + withinMs;
  const events = [];
  let breaks = 0;
  for (let last; ; breaks++) {
    if (Date.now() > until)
      throw new Error(`${executionId} did not end within ${withinMs / 1000} s; last seen: ${JSON.stringify(events.at(-1))}`);
    try {
      const response = await fetch(`${url}/api/v1/executions/${executionId}/events`, {
        headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) },
        signal: AbortSignal.timeout(Math.max(1, until - Date.now())),
      });
      if (!response.ok) throw new Error(`events answered ${response.status}`);
      let text = '';
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop();
        for (const block of blocks) {
          const fields = Object.fromEntries(
            block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
          );
          if (fields.event === undefined) continue;
          if (fields.id !== undefined) last = fields.id;
          const event = { id: fields.id, type: fields.event, payload: JSON.parse(fields.data) };
          events.push(event);
          await onEvent(event);
        }
      }
      if (events.some(({ type }) => type === 'execution_completed')) return { events, breaks };
    } catch (error) {
      if (error.name === 'ExpectationFailed') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
