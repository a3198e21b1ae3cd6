import { darkTheme, lightTheme } from '@backstage/theme';
import { seriesColours } from './chartPalette';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function sixDigits(colour: string): string {
  return colour.length === 4
    ? `#${[...colour.slice(1)].map(c => c + c).join('')}`
    : colour;
}

describe.each([
  ['light' as const, lightTheme],
  ['dark' as const, darkTheme],
])('chart colours in the %s theme', (type, theme) => {
  it.each(Object.entries(seriesColours[type]))(
    '%s stands out from paper and page by at least 3:1',
    (_, colour) => {
      const { paper, default: page } = theme.palette.background;
      expect(contrast(colour, sixDigits(paper))).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, sixDigits(page))).toBeGreaterThanOrEqual(3);
    },
  );
});
