import { describe, expect, it } from 'vitest';
import { DAY, readReply, withFakeZalo } from '../integration/simulator/fake-zalo-stand.ts';

const fake = withFakeZalo();
const URL_OF_IMAGE = 'https://example.invalid/a.png';
const JPG = Buffer.from('ffd8ffe000104a46', 'hex');

const template = (payload: unknown) => ({ type: 'template', payload });
const media = (...elements: unknown[]) => ({ attachment: template({ template_type: 'media', elements }) });
const buttons = (...list: unknown[]) => ({ text: 'Ổn không?', attachment: template({ buttons: list }) });
const query = (title: string, payload: string) => ({ type: 'oa.query.show', title, payload });
const list = (...elements: unknown[]) => ({ attachment: template({ template_type: 'list', elements }) });
const element = { title: 'Tin', image_url: URL_OF_IMAGE };
const ask = (...elements: unknown[]) => ({
  attachment: template({ template_type: 'request_user_info', elements }),
});

describe('7. bodies of messages', () => {
  it.each([
    { name: 'text of 2000', message: { text: 'ă'.repeat(2000) }, error: 0 },
    { name: 'text of 2001', message: { text: 'ă'.repeat(2001) }, error: -210 },
    { name: 'empty text', message: { text: '' }, error: -201 },
    { name: 'nothing', message: {}, error: -201 },
    { name: 'a number as text', message: { text: 5 }, error: -201 },
    { name: 'a field that is not there', message: { text: 'x', txt: 'y' }, error: -201 },
    { name: 'the short form of an image', message: { attachment: { type: 'image' } }, error: -201 },
    {
      name: 'an unknown template',
      message: { attachment: template({ template_type: 'carousel' }) },
      error: -233,
    },
    { name: 'a template of no kind', message: { attachment: template({}) }, error: -233 },
    {
      name: 'a free-form promotion',
      message: { attachment: template({ template_type: 'promotion' }) },
      error: -233,
    },
    { name: 'an image by address', message: media({ media_type: 'image', url: URL_OF_IMAGE }), error: 0 },
    { name: 'neither id nor address', message: media({ media_type: 'image' }), error: -201 },
    {
      name: 'both id and address',
      message: media({ media_type: 'image', url: URL_OF_IMAGE, attachment_id: 'x' }),
      error: -201,
    },
    {
      name: 'an unknown attachment',
      message: media({ media_type: 'image', attachment_id: 'x' }),
      error: -201,
    },
    { name: 'an address that is none', message: media({ media_type: 'image', url: 'a.png' }), error: -201 },
    { name: 'a gif without size', message: media({ media_type: 'gif', url: URL_OF_IMAGE }), error: -201 },
    {
      name: 'a gif with its size',
      message: media({ media_type: 'gif', url: URL_OF_IMAGE, width: 100, height: '80' }),
      error: 0,
    },
    { name: 'a sticker', message: media({ media_type: 'sticker', attachment_id: '20812' }), error: 0 },
    { name: 'no element', message: media(), error: -201 },
    { name: 'a video', message: media({ media_type: 'video', url: URL_OF_IMAGE }), error: -201 },
    {
      name: 'a caption of 2001',
      message: { ...media({ media_type: 'image', url: URL_OF_IMAGE }), text: 'x'.repeat(2001) },
      error: -210,
    },
    {
      name: 'a file of no upload',
      message: { attachment: { type: 'file', payload: { token: 'x' } } },
      error: -201,
    },
    { name: 'five buttons', message: buttons(...'12345'.split('').map((key) => query(key, key))), error: 0 },
    {
      name: 'six buttons',
      message: buttons(...'123456'.split('').map((key) => query(key, key))),
      error: -210,
    },
    { name: 'no button', message: buttons(), error: -201 },
    {
      name: 'a button of no kind',
      message: buttons({ type: 'oa.open', title: 'x', payload: 'y' }),
      error: -201,
    },
    { name: 'a title of 100', message: buttons(query('x'.repeat(100), 'y')), error: 0 },
    { name: 'a title of 101', message: buttons(query('x'.repeat(101), 'y')), error: -210 },
    { name: 'a payload of 1000', message: buttons(query('x', 'y'.repeat(1000))), error: 0 },
    { name: 'a payload of 1001', message: buttons(query('x', 'y'.repeat(1001))), error: -210 },
    {
      name: 'an address in a button',
      message: buttons({ type: 'oa.open.url', title: 'Bản đồ', payload: { url: URL_OF_IMAGE } }),
      error: 0,
    },
    {
      name: 'an address in the wrong place of a button',
      message: buttons({ type: 'oa.open.url', title: 'Bản đồ', url: URL_OF_IMAGE }),
      error: -201,
    },
    {
      name: 'a phone and an SMS',
      message: buttons(
        { type: 'oa.open.phone', title: '113', payload: { phone_code: '84901234567' } },
        { type: 'oa.open.sms', title: 'Nhắn', payload: { content: 'x', phone_code: '84901234567' } },
      ),
      error: 0,
    },
    {
      name: 'buttons without text',
      message: { attachment: template({ buttons: [query('x', 'y')] }) },
      error: -201,
    },
    { name: 'five list elements', message: list(...Array.from({ length: 5 }, () => element)), error: 0 },
    { name: 'six list elements', message: list(...Array.from({ length: 6 }, () => element)), error: -210 },
    {
      name: 'an address of a list element stands beside the type',
      message: list({ ...element, default_action: { type: 'oa.open.url', url: URL_OF_IMAGE } }),
      error: 0,
    },
    {
      name: 'an address of a list element in a payload',
      message: list({ ...element, default_action: { type: 'oa.open.url', payload: { url: URL_OF_IMAGE } } }),
      error: -201,
    },
    { name: 'a form', message: ask({ title: 'Tên', subtitle: 'Mô tả', image_url: URL_OF_IMAGE }), error: 0 },
    {
      name: 'a form with a title of 101',
      message: ask({ title: 'x'.repeat(101), subtitle: 'y', image_url: URL_OF_IMAGE }),
      error: -210,
    },
    {
      name: 'a form with a subtitle of 501',
      message: ask({ title: 'x', subtitle: 'y'.repeat(501), image_url: URL_OF_IMAGE }),
      error: -210,
    },
    { name: 'an empty form', message: ask(), error: -201 },
  ])('$name: $error', async ({ message, error }) => {
    const id = fake.acquaintance();
    expect((await fake.send(id, message)).body.error).toBe(error);
    expect(fake.oa.chat(id)?.messages).toHaveLength(error === 0 ? 1 : 0);
  });

  it('refuses a body that is no JSON', async () => {
    const headers = { 'content-type': 'application/json', access_token: fake.token };
    const response = await fetch(`${fake.zalo.apiRoot}/v3.0/oa/message/cs`, {
      method: 'POST',
      headers,
      body: '{',
    });
    expect((await readReply(response)).body.error).toBe(-201);
  });

  it('may take no buttons on version 3', async () => {
    fake.zalo.configure({ buttonsOnV3: false });
    const id = fake.acquaintance();
    expect((await fake.send(id, buttons(query('x', 'y')))).body.error).toBe(-233);
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(0);
  });

  it('quotes text, drops a quote of media, refuses one that is not there', async () => {
    const id = fake.acquaintance();
    const image = await fake.send(id, media({ media_type: 'image', url: URL_OF_IMAGE }));
    const first = (await fake.send(id, { text: 'một' })).body.data.message_id;
    const quote = (quoted: string) => fake.send(id, { text: 'hai', quote_message_id: quoted });
    expect((await quote(first)).body.error).toBe(0);
    expect((await quote(image.body.data.message_id)).body.error).toBe(0);
    expect((await quote('1')).body.error).toBe(-201);
    expect(
      fake.oa
        .chat(id)
        ?.messages.slice(2)
        .map(({ quotedId }) => quotedId),
    ).toEqual([first, null]);
  });

  it('shows the person the message with its buttons', async () => {
    const id = fake.acquaintance();
    await fake.send(id, buttons(query('An toàn', '#SAFE')));
    expect(fake.oa.chat(id)?.messages).toMatchObject([
      {
        from: 'oa',
        content: { kind: 'text', text: 'Ổn không?' },
        buttons: [{ type: 'oa.query.show', title: 'An toàn', payload: '#SAFE' }],
      },
    ]);
  });
});

async function upload(kind: string, name: string | null, bytes: Uint8Array, field = 'file') {
  const form = new FormData();
  const blob = new Blob([Buffer.from(bytes)]);
  if (name === null) form.append(field, 'text');
  else form.append(field, blob, name);
  const response = await fetch(`${fake.zalo.apiRoot}/v2.0/oa/upload/${kind}`, {
    method: 'POST',
    headers: { access_token: fake.token },
    body: form,
  });
  return (await readReply(response)).body;
}

const padded = (head: string | Buffer, size: number) =>
  Buffer.concat([Buffer.from(head), Buffer.alloc(size)]);
const MB = 1024 * 1024;

describe('9. uploads', () => {
  it.each([
    { kind: 'image', name: 'a.jpg', bytes: JPG, error: 0, field: 'attachment_id' },
    {
      kind: 'image',
      name: 'A.PNG',
      bytes: Buffer.from('89504e470d0a', 'hex'),
      error: 0,
      field: 'attachment_id',
    },
    { kind: 'gif', name: 'a.gif', bytes: Buffer.from('GIF89a'), error: 0, field: 'attachment_id' },
    { kind: 'file', name: 'a.pdf', bytes: Buffer.from('%PDF-1.4'), error: 0, field: 'token' },
    { kind: 'file', name: 'a.docx', bytes: Buffer.from('504b0304', 'hex'), error: 0, field: 'token' },
    { kind: 'image', name: 'a.gif', bytes: Buffer.from('GIF89a'), error: -201, field: null },
    { kind: 'image', name: 'a.jpg', bytes: Buffer.from('GIF89a'), error: -201, field: null },
    { kind: 'file', name: 'a.xlsx', bytes: Buffer.from('504b0304', 'hex'), error: -201, field: null },
    { kind: 'image', name: 'khong-duoi', bytes: JPG, error: 0, field: null },
    { kind: 'image', name: null, bytes: JPG, error: -201, field: null },
    { kind: 'image', name: 'a.jpg', bytes: padded(JPG, MB), error: -210, field: null },
    { kind: 'gif', name: 'a.gif', bytes: padded('GIF89a', 5 * MB), error: -210, field: null },
    { kind: 'file', name: 'a.pdf', bytes: padded('%PDF-', 5 * MB), error: -210, field: null },
    { kind: 'file', name: 'a.pdf', bytes: padded('%PDF-', 4 * MB), error: 0, field: 'token' },
    { kind: 'file', name: `${'a'.repeat(200)}.pdf`, bytes: Buffer.from('%PDF-'), error: -201, field: null },
  ])('$kind $name: $error', async ({ kind, name, bytes, error, field }) => {
    const body = await upload(kind, name, bytes);
    expect(body.error).toBe(error);
    expect(Object.keys(body.data ?? {})).toEqual(field === null ? [] : [field]);
  });

  it('wants the part to be named file', async () => {
    expect((await upload('image', 'a.jpg', JPG, 'image')).error).toBe(-201);
  });

  it('sends what was uploaded, for seven days', async () => {
    const id = fake.acquaintance();
    const { attachment_id } = (await upload('image', 'a.jpg', JPG)).data;
    const { token } = (await upload('file', 'don.pdf', Buffer.from('%PDF-'))).data;
    const send = async () => {
      fake.renewToken();
      const messages = [
        media({ media_type: 'image', attachment_id }),
        { attachment: { type: 'file', payload: { token } } },
        media({ media_type: 'image', attachment_id: token }),
      ];
      const errors = [];
      for (const message of messages) {
        errors.push((await fake.send(id, message)).body.error);
      }
      return errors;
    };
    fake.clock.advance(7 * DAY - 1);
    expect(await send()).toEqual([0, 0, -201]);
    fake.clock.advance(1);
    fake.oa.act(id, { kind: 'text', text: 'ơi' });
    expect(await send()).toEqual([-100, -100, -201]);
  });

  it('takes 5000 a month', async () => {
    fake.oa.setFunds({ uploadsThisMonth: 4999 });
    expect((await upload('image', 'a.jpg', JPG)).error).toBe(0);
    expect((await upload('image', 'a.jpg', JPG)).error).toBe(-211);
  });
});

describe('12. templates', () => {
  const parameters = [{ name: 'ten', maxLength: 10 }];
  const data = { ten: 'Lan' };

  it.each([
    { name: 'approved', template: {}, body: {}, error: 0 },
    { name: 'unknown', template: {}, body: { template_id: '5' }, error: -109 },
    { name: 'waiting for approval', template: { status: 'pending' }, body: {}, error: -131 },
    { name: 'rejected', template: { status: 'rejected' }, body: {}, error: -131 },
    { name: 'disabled', template: { status: 'disabled' }, body: {}, error: -146 },
    { name: "another's", template: { status: 'foreign' }, body: {}, error: -117 },
    { name: 'without data', template: {}, body: { template_data: {} }, error: -111 },
    { name: 'without a parameter', template: {}, body: { template_data: { tuoi: '5' } }, error: -1122 },
    {
      name: 'with one too long',
      template: {},
      body: { template_data: { ten: 'x'.repeat(11) } },
      error: -112,
    },
    { name: 'not by user id', template: { byUid: false }, body: {}, error: -249 },
    { name: 'of an unknown person', template: {}, body: { user_id: '5' }, error: -201 },
    { name: 'in development, to anybody', template: {}, body: { mode: 'development' }, error: -127 },
  ] as const)('$name: $error', async ({ template, body, error }) => {
    // No window is needed.
    const { id } = fake.oa.createUser({ name: 'Lan' });
    const template_id = fake.oa.addTemplate({ parameters, ...template });
    const sent = { user_id: id, template_id, template_data: data, ...body };
    expect((await fake.post('/v3.0/oa/message/template', sent)).body.error).toBe(error);
    expect(fake.oa.view().balanceVnd).toBe(error === 0 ? 999_800 : 1_000_000);
    expect(fake.zalo.sendsTo(id).map(({ content }) => content)).toEqual(
      error === 0 ? [{ kind: 'template', templateId: template_id, data }] : [],
    );
  });

  it.each([
    { balanceVnd: null, error: -320 },
    { balanceVnd: 199, error: -321 },
    { balanceVnd: 200, error: 0 },
  ])('balance $balanceVnd: $error', async ({ balanceVnd, error }) => {
    fake.oa.setFunds({ balanceVnd });
    const body = { user_id: fake.acquaintance(), template_id: fake.oa.addTemplate({}), template_data: {} };
    expect((await fake.post('/v3.0/oa/message/template', body)).body.error).toBe(error);
  });

  it('goes to an administrator in development, unapproved and free', async () => {
    const { id } = fake.oa.createUser({ name: 'Trực ban', admin: true });
    const template_id = fake.oa.addTemplate({ status: 'pending' });
    const body = { user_id: id, template_id, template_data: {}, mode: 'development' };
    expect((await fake.post('/v3.0/oa/message/template', body)).body.error).toBe(0);
    expect(fake.oa.view().balanceVnd).toBe(1_000_000);
  });

  it.each([
    { standing: 'blocked', error: -217 },
    { standing: 'restricted', error: -244 },
    { standing: 'inactive', error: -227 },
  ] as const)('to one who is $standing: $error', async ({ standing, error }) => {
    const { id } = fake.oa.createUser({ name: 'Lan', standing });
    const body = { user_id: id, template_id: fake.oa.addTemplate({}), template_data: {} };
    expect((await fake.post('/v3.0/oa/message/template', body)).body.error).toBe(error);
  });
});
