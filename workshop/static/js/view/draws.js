// An order drawn by lot for one person, which is the same whenever it is drawn: no goal is first for everybody.
//
// The server's twin is workshop/web/view/voting/draws.py.

/** Gives a whole number below 2 ** 32 that whole numbers, such as a person, a round and a goal, always draw. */
export function drawLot(...numbers) {
  let drawn = 0;
  for (const number of numbers) {
    drawn = Math.imul(drawn ^ number, 0x9e3779b1);
    drawn ^= drawn >>> 15;
    drawn = Math.imul(drawn, 0x85ebca6b);
    drawn ^= drawn >>> 13;
  }
  return drawn >>> 0;
}
