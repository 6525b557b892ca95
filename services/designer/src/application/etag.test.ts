import { etagOf, requireMatch } from './etag.js';

it.each(['"7"', ' "7" ', '"3", "7"', '*'])('lets a write with If-Match %s pass at version 7', (ifMatch) => {
  expect(() => requireMatch(ifMatch, 7)).not.toThrow();
});
it.each(['"6"', '7', 'W/"7"', '', '"77"', '"7', 'garbage'])(
  'refuses a write with If-Match %s at version 7, and says where it is',
  (ifMatch) => {
    expect(() => requireMatch(ifMatch, 7)).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT', details: { etag: etagOf(7) } }));
  },
);
