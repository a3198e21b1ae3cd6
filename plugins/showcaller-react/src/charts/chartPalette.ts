/** Colours of the charts in one theme. @public */
export interface ChartPalette {
  /** Makes it riskier; high risk; failed. */
  worse: string;
  /** Makes it safer. */
  better: string;
  /** Bands of risk. */
  low: string;
  elevated: string;
  high: string;
  unknown: string;
  /** The one series of a chart that has only one; the first of several. */
  series: string;
  /** What it is compared with; drawn dashed too, so that the colour is never all there is. */
  second: string;
  third: string;
  /** From the theme. */
  text: string;
  textSubtle: string;
  grid: string;
  background: string;
}

type SeriesColours = Omit<
  ChartPalette,
  'text' | 'textSubtle' | 'grid' | 'background'
>;

/**
 * Distinguishable with every common colour blindness (hues of Okabe and Ito, "Color Universal Design", 2008), darkened
 * or lightened until each stands out from the page by at least 3:1 (WCAG 2.2, 1.4.11).
 * The only place in the suite with literal colours.
 */
export const seriesColours: Record<'light' | 'dark', SeriesColours> = {
  light: {
    worse: '#c04f00',
    better: '#0072b2',
    low: '#00795a',
    elevated: '#9a6a00',
    high: '#c04f00',
    unknown: '#6b6b6b',
    series: '#0072b2',
    second: '#a8407a',
    third: '#6b6b6b',
  },
  dark: {
    worse: '#ff9a5c',
    better: '#7cc7f5',
    low: '#4fd1a8',
    elevated: '#f5c451',
    high: '#ff9a5c',
    unknown: '#b8b8b8',
    series: '#7cc7f5',
    second: '#e79ac5',
    third: '#b8b8b8',
  },
};
