import { encode } from 'uqr';
import classes from './QrCode.module.css';

interface QrCodeProps {
  text: string;
  label: string;
}

/** A text as a QR code, drawn in ink on white in both schemes: some cameras do not read it inverted. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className={classes.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
