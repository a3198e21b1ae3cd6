/**
 * SVG path through the known points, evenly spaced, 1 at the top; it breaks where the risk is unknown.
 * A point alone becomes a short dash.
 */
export function sparklinePath(options: {
  points: Array<{ risk?: number }>;
  width: number;
  height: number;
}): string {
  const { points, width, height } = options;
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  const parts: string[] = [];
  let pen: 'up' | 'down' = 'up';
  for (const [index, point] of points.entries()) {
    if (point.risk === undefined) {
      pen = 'up';
      continue;
    }
    const x = round(points.length > 1 ? index * step : width / 2);
    const y = round(height * (1 - point.risk));
    const nextKnown = points[index + 1]?.risk !== undefined;
    if (pen === 'up' && !nextKnown) {
      parts.push(`M${x} ${y}h1`);
      continue;
    }
    parts.push(`${pen === 'up' ? 'M' : 'L'}${x} ${y}`);
    pen = 'down';
  }
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
