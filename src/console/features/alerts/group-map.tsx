import type { AlertGroups } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { percentOf } from './alert-figures.ts';
import classes from './group-map.module.css';
import { groupKey, toLookAfter } from './group-order.ts';
import { layOutMap, type MapDot } from './map-layout.ts';

const HEIGHT = 320;

/**
 * Groups where they are: the larger, the more households; the fuller, the more of them were not heard of. Without tiles,
 * so that it works with no internet; not drawn where nobody entered a place. The table below says the same.
 */
export function GroupMap({ groups }: { groups: AlertGroups['groups'] }) {
  const { t, number } = useLanguage();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const layout = layOutMap(groups, { width, height: HEIGHT });
  if (layout === null) return null;
  const { scale } = layout;
  const scaleWords = scale.metres < 1_000 ? `${scale.metres} m` : `${number(scale.metres / 1_000)} km`;

  return (
    <figure className={classes.map}>
      <div ref={box} className={classes.box}>
        <svg width={width} height={HEIGHT} role="img" aria-label={t('map-label')}>
          {layout.dots.map((dot) => (
            <Dot key={groupKey(dot.group)} dot={dot} />
          ))}
          <g className={classes.scale} transform={`translate(12 ${HEIGHT - 14})`}>
            <path d={`M0 -5V0H${scale.px.toFixed(0)}V-5`} />
            <text x={scale.px / 2} y={-7} textAnchor="middle">
              {scaleWords}
            </text>
          </g>
        </svg>
      </div>
      <figcaption className={classes.legend}>{t('map-legend')}</figcaption>
    </figure>
  );
}

function Dot({ dot: { group, x, y, radius, label } }: { dot: MapDot }) {
  const { t, number } = useLanguage();
  const missing = toLookAfter(group);
  const words = t('map-figures', { missing: number(missing), households: number(group.households) });
  const share = group.households === 0 ? 0 : missing / group.households;
  return (
    <g>
      <title>{`${group.name}: ${words} (${percentOf(missing, group.households)}%)`}</title>
      <circle className={classes.ring} cx={x} cy={y} r={radius} data-help={group.situations.help > 0} />
      {/* As much of its area as the share that was not heard of. */}
      <circle className={classes.fill} cx={x} cy={y} r={radius * Math.sqrt(share)} />
      {group.situations.help > 0 && (
        <g transform={`translate(${x + radius * 0.8} ${y - radius * 0.8})`}>
          <circle className={classes.help} r={9} />
          <text className={classes.helpCount} y={4} textAnchor="middle">
            {number(group.situations.help)}
          </text>
        </g>
      )}
      {label !== null && (
        <text className={classes.label} x={label.x} y={label.y} textAnchor={label.anchor}>
          <tspan className={classes.name} x={label.x} dy={-1}>
            {group.name}
          </tspan>
          <tspan x={label.x} dy={14}>
            {words}
          </tspan>
        </text>
      )}
    </g>
  );
}
