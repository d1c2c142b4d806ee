import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Raster } from '../src/chart/raster';

const [WIDTH, HEIGHT] = [12, 20];
const RED = 0x0000ff;

function made(clip = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT }): { raster: Raster; alpha: (x: number, y: number) => number; column: (x: number) => number } {
  const raster = new Raster(new Uint32Array(WIDTH * HEIGHT), WIDTH, clip);
  const alpha = (x: number, y: number): number => (raster.pixels[y * WIDTH + x] as number) >>> 24;
  const column = (x: number): number => Array.from({ length: HEIGHT }, (_, y) => alpha(x, y)).reduce((sum, one) => sum + one, 0) / 255;
  return { raster, alpha, column };
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
  const { raster } = made();
  raster.line(0, 10, WIDTH, 10);
  raster.paint(0xff0000, 1, 4);
  raster.line(0, 10, WIDTH, 10);
  raster.paint(RED, 0.25, 4);
  const [red, , blue, alpha] = new Uint8Array(raster.pixels.buffer, (10 * WIDTH + 3) * 4, 4);
  deepEqual([red, blue, alpha], [64, 191, 255]);
  raster.line(0, 3, WIDTH, 3);
  raster.paint(RED, 0.5, 2);
  equal((raster.pixels[3 * WIDTH + 3] as number) >>> 24, 128);
});
