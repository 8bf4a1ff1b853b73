// A map of goals by two criteria for a hall: each goal's number stands where the goal does, or beside it on a line.

import { listed } from "../render/fill.js";
import { placedBy } from "../view/maps.js";
import { inLanguage, markLanguages } from "./languages.js";

// In hundredths of the wall's height, as the picture has them: its own size, and that of a number by its signs.
const [WIDTH, HEIGHT] = [96, 44];
const [TALL, EDGE, SIGN] = [6.6, 2, 2.7];
// More numbers could not be told apart from the back row: goals after these have a mark without one.
const MOST_NUMBERS = 16;

/** Draws a counted round's map on a wall whose frame has one; `rows` are what the wall shows of the round. */
export function drawMap(wall, counted, rows) {
  const map = wall.querySelector(".wall-map");
  if (!map) return;
  const points = ((counted && placedBy(counted, rows)) ?? []).map(inPicture);
  const named = labelled(points.slice(0, MOST_NUMBERS));
  const draw = (list, things) => listed(map.querySelector(`.${list}`), things, `${list}-${wall.lang}`, (each) => inLanguage(each, wall.lang), JSON.stringify);
  draw("wall-map-lines", named.filter(({ to, x, y }) => to.x !== x || to.y !== y));
  draw("wall-map-marks", points.slice(MOST_NUMBERS));
  draw("wall-map-numbers", named);
  draw("wall-legend", named);
  const legend = map.querySelector(".wall-legend");
  named.forEach((each, at) => markLanguages(legend.children[at], each, wall.lang));
}

function inPicture({ id, number, title, untitled, colour, x, y }) {
  return { id, number, title, untitled, colour, x: (x * WIDTH) / 100, y: (y * HEIGHT) / 100 };
}

// Each number at the nearest place to its goal where no other one stands; equal goals are so told apart.
function labelled(points) {
  const wide = EDGE + SIGN * Math.max(...points.map(({ number }) => number.length));
  const placed = [];
  for (const point of points) {
    const isFree = ({ x, y }) => placed.every(({ to }) => Math.abs(to.x - x) >= wide || Math.abs(to.y - y) >= TALL);
    const to = isFree(point) ? point : (placesAround(point, wide).find(isFree) ?? point);
    placed.push({ ...point, to, line_x: to.x, line_y: to.y, left: to.x - wide / 2, top: to.y - TALL / 2, wide });
  }
  return placed;
}

// Other places than the goal's own by how far they are from it, all within the picture.
function placesAround({ x, y }, wide) {
  const across = stepsOf(wide / 2, WIDTH).flatMap((right) => stepsOf(TALL / 2, HEIGHT).map((down) => ({ right, down })));
  return across
    .filter(({ right, down }) => isWithin(x + right, WIDTH) && isWithin(y + down, HEIGHT))
    .sort((one, other) => one.right ** 2 + one.down ** 2 - (other.right ** 2 + other.down ** 2))
    .map(({ right, down }) => ({ x: x + right, y: y + down }));
}

function stepsOf(step, most) {
  const number = Math.floor(most / step);
  return Array.from({ length: 2 * number + 1 }, (_, place) => (place - number) * step);
}

function isWithin(place, most) {
  return place >= 0 && place <= most;
}
