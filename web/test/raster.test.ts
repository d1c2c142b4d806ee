import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Raster } from '../src/chart/raster';

const [WIDTH, HEIGHT] = [12, 20];
const RED = 0x0000ff;

interface Made {
  raster: Raster;
  /** What a pixel is, as 0xaabbggrr. */
  pixel: (x: number, y: number) => number;
  alpha: (x: number, y: number) => number;
  /** How many pixels of a column are covered. */
  column: (x: number) => number;
}

function made(clip = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT }): Made {
  const raster = new Raster();
  raster.clear(WIDTH, HEIGHT, clip);
  const pixel = (x: number, y: number): number => {
    const picture = new Uint32Array(WIDTH * HEIGHT);
    raster.copy(picture);
    return picture[y * WIDTH + x] as number;
  };
  const alpha = (x: number, y: number): number => pixel(x, y) >>> 24;
  const column = (x: number): number => Array.from({ length: HEIGHT }, (_, y) => alpha(x, y)).reduce((sum, one) => sum + one, 0) / 255;
  return { raster, pixel, alpha, column };
}

test('a level line is as thick as it should be, wherever it lies', () => {
  for (const y of [10, 10.25, 10.5, 10.8]) {
    const { raster, column } = made();
    raster.line(0, y, WIDTH, y);
    raster.paint(RED, 1, 1.5);
    for (let x = 0; x < WIDTH; x += 1) ok(Math.abs(column(x) - 1.5) < 0.02, `${y}: ${column(x)}`);
  }
});

test('no column of a line stays empty, and neighbours touch', () => {
  const { raster, alpha } = made();
  raster.line(0.5, 1, 4.2, 18);
  raster.line(4.2, 18, 11.5, 3);
  raster.paint(RED, 1, 1);
  const rows = (x: number): number[] => Array.from({ length: HEIGHT }, (_, y) => y).filter((y) => alpha(x, y) > 0);
  for (let x = 0; x < WIDTH; x += 1) {
    ok(rows(x).length > 0, `column ${x}`);
    if (x > 0) ok(rows(x).some((y) => rows(x - 1).includes(y)), `columns ${x - 1} and ${x}`);
  }
  ok(alpha(4, 17) > 0, 'the turning point');
});

test('an upright stroke reaches from end to end: no spike is lost', () => {
  const { raster, alpha } = made();
  raster.line(5, 10, 5, 10);
  raster.line(5, 10, 5, 2);
  raster.paint(RED, 1, 1);
  for (let y = 2; y <= 10; y += 1) equal(alpha(5, y), 255, `row ${y}`);
  equal(alpha(5, 12), 0);
});

test('nothing is painted outside the clip, however far a line leaves it', () => {
  const { raster, alpha } = made({ left: 2, top: 4, right: 9, bottom: 15 });
  raster.line(-1e6, -1e6, 1e6, 1e6);
  raster.line(1e6, 1e6, 2e6, 0);
  raster.paint(RED, 1, 3);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const isInside = x >= 2 && x < 9 && y >= 4 && y < 15;
      if (!isInside) equal(alpha(x, y), 0, `${x} ${y}`);
    }
  }
  ok(alpha(5, 5) > 0);
});

test('what is painted later lies above, and lets through as much as it should', () => {
  const { raster, pixel, alpha } = made();
  raster.line(0, 10, WIDTH, 10);
  raster.paint(0xff0000, 1, 4);
  raster.line(0, 10, WIDTH, 10);
  raster.paint(RED, 0.25, 4);
  const mixed = pixel(3, 10);
  deepEqual([mixed & 255, (mixed >>> 16) & 255, mixed >>> 24], [64, 191, 255]);
  raster.line(0, 3, WIDTH, 3);
  raster.paint(RED, 0.5, 2);
  equal(alpha(3, 3), 128);
  raster.clear(WIDTH, HEIGHT, { left: 0, top: 0, right: WIDTH, bottom: HEIGHT });
  equal(pixel(3, 10), 0);
});

test('an envelope is as full as what lies between its curves, and has gaps where values are none', () => {
  const { raster, alpha } = made();
  const xs = Float64Array.from([0, 2, 4, 6, 8, 10]);
  const low = Float64Array.from([2, 2, 4, NaN, 2, 2]);
  const high = Float64Array.from([8, 8, 10, NaN, 8, 16]);
  // Upside down, as on screens: a value y stands at 18 - y.
  raster.envelope(xs, low, high, 0, 6, 1, 0.5, -1, 18);
  raster.paint(RED, 1, 1);
  const rows = (x: number): number[] => Array.from({ length: HEIGHT }, (_, y) => y).filter((y) => alpha(x, y) > 0);
  for (const x of [0, 1]) deepEqual([rows(x)[0], rows(x).length], [10, 7], `column ${x}`);
  ok(rows(3).includes(10) && rows(3).includes(14), 'what lies between two places');
  ok(rows(5).length === 0 && rows(6).length === 0, 'the gap');
  deepEqual(rows(10)[0], 2, 'a spike');
});
