import { describe, expect, it } from 'vitest';
import type { AlertForecast } from '../../../src/alerts/forecast.ts';
import { forecastLines } from '../../../src/dialogs/forecast-lines.ts';
import { labelText } from '../../../src/dialogs/turn.ts';
import { createTranslator } from '../../../src/locales/locales.ts';

const t = createTranslator();
const said = (forecast: AlertForecast, language: 'vi' | 'en') =>
  forecastLines(forecast).map((line) => labelText(line, language, t));

const FREE: AlertForecast = {
  sendFrom: null,
  households: 152,
  ways: { free: 140, paid: 0, template: 0, deferred: 0 },
  unreachable: 12,
  unreachableBecause: [{ reason: 'no_contact', households: 12 }],
  channels: [{ channel: 'telegram', households: 140, free: 140, paid: 0, template: 0, deferred: 0 }],
  outsideWindow: 0,
  paidMessages: 0,
  costDong: 0,
  deferredUntil: null,
  secondsToFirst: 1,
  secondsToHalf: 3,
  secondsTo99Percent: 5,
  secondsToLast: 5,
};

describe('what an officer is told before sending', () => {
  it('is nothing where every message is free, at once and on Telegram', () => {
    expect(forecastLines(FREE)).toEqual([]);
  });

  it('is what it costs, who waits, and who is not reached and why', () => {
    const forecast: AlertForecast = {
      ...FREE,
      households: 1_300,
      channels: [
        ...FREE.channels,
        { channel: 'zalo', households: 1_150, free: 1_000, paid: 60, template: 40, deferred: 50 },
      ],
      ways: { free: 1_140, paid: 60, template: 40, deferred: 50 },
      unreachableBecause: [
        { reason: 'no_contact', households: 1 },
        { reason: 'account_refused', households: 6 },
        { reason: 'no_template', households: 2 },
        { reason: 'paid_not_allowed', households: 3 },
        { reason: 'quota_used_up', households: 4 },
        { reason: 'night', households: 5 },
      ],
      paidMessages: 100,
      costDong: 11_300,
      deferredUntil: new Date('2026-11-21T06:00:00+07:00'),
      secondsToHalf: 610,
    };
    expect(said(forecast, 'vi')).toEqual([
      'Qua Telegram: 140 hộ. Qua Zalo: 1.150 hộ. Một nửa số hộ nhận trong khoảng 11 phút.',
      'Tin tính phí: 100 tin, khoảng 11.300 đ (chưa thuế).',
      '50 hộ phải chờ, muộn nhất đến 06:00, 21/11/2026.',
      '6 hộ hiện chưa gửi được: tài khoản gửi tin đang bị từ chối, cần người quản trị nối lại.',
      '2 hộ không gửi được: đã lâu không nhắn cho Zalo, chưa có mẫu tin được duyệt.',
      '3 hộ không gửi được: tin cho các hộ này tính phí, cảnh báo này không dùng tin tính phí.',
      '4 hộ không gửi được: Zalo hết lượt gửi cho đến khi cảnh báo hết hạn.',
      '5 hộ không gửi được: phải đợi qua đêm mà cảnh báo hết hạn trước đó.',
    ]);
    expect(said(forecast, 'en')).toEqual([
      'By Telegram: 140. By Zalo: 1,150. Half of the households have it after about 11 min.',
      'Charged messages: 100, about 11,300 đ before tax.',
      'Households that wait, at the latest until 06:00, 21/11/2026: 50.',
      'Not reached now, because the platform refuses our account until it is connected again: 6.',
      'Not reached, because they have not written on Zalo for long and no template is approved: 2.',
      'Not reached, because their messages are charged and this alert does not spend money: 3.',
      'Not reached, because Zalo has nothing left to send before the alert ends: 4.',
      'Not reached, because they would wait for the morning and the alert ends before: 5.',
    ]);
  });
});
