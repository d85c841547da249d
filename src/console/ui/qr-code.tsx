import encodeQR from 'qr';
import { useMemo } from 'react';
import classes from './qr-code.module.css';

/** In modules; scanners want four of them. */
const QUIET_ZONE = 4;

/** A QR code, drawn here: what it holds is told to nobody. Dark on white in both colour schemes, as scanners want it. */
export function QrCode({ text, label, size = 220 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { border: QUIET_ZONE });
    const squares = rows.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { path: squares.join(''), side: rows.length };
  }, [text]);
  return (
    <svg
      className={classes.code}
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
