// The mark's own colours: they stay the same in every theme, as the lamps of a cue light do.
const STAND_BY = '#f5655b';
const GO = '#3ddc97';

/** The mark of Showcaller: a cue light, stand-by above go. The housing takes the colour of the text around it.
 * It only decorates: the name stands beside it or labels what holds it. */
export function CueLight({ height }: { height: number }) {
  return (
    <svg height={height} viewBox="0 0 40 64" aria-hidden="true" fill="none">
      <rect
        x="3"
        y="3"
        width="34"
        height="58"
        rx="11"
        stroke="currentColor"
        strokeWidth="4"
      />
      <circle cx="20" cy="20" r="9" fill={STAND_BY} fillOpacity="0.45" />
      <circle cx="20" cy="43" r="9" fill={GO} />
      <path
        d="M15.5 43.2l3.2 3.3 6-6.6"
        stroke="#0b3d2a"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
