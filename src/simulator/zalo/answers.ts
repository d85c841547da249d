export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** One answer over HTTP. */
export interface ZaloAnswer {
  status: number;
  body: string;
  contentType: string;
  headers?: Readonly<Record<string, string>>;
  /** The platform's own code; 0 is success. */
  error: number;
}

const JSON_TYPE = 'application/json;charset=utf-8';

/** What openapi.zalo.me refuses with: always HTTP 200. https://developers.zalo.me/docs, phu-luc/ma-loi */
export interface Refusal {
  code: number;
  message: string;
}

export function success(data?: Json): ZaloAnswer {
  const body = data === undefined ? { error: 0, message: 'Success' } : { error: 0, message: 'Success', data };
  return { status: 200, body: JSON.stringify(body), contentType: JSON_TYPE, error: 0 };
}

/** `detail` names the parameter, as the platform's texts do. */
export function refused({ code, message }: Refusal, detail = ''): ZaloAnswer {
  const told = detail === '' ? message : `${message}: ${detail}`;
  const body = JSON.stringify({ error: code, message: told });
  return { status: 200, body, contentType: JSON_TYPE, error: code };
}

/** A path, method or version that does not exist. */
export const NO_SUCH_API: ZaloAnswer = {
  status: 404,
  body: JSON.stringify({ error: 404, message: 'empty or invalid API' }),
  contentType: JSON_TYPE,
  error: 404,
};

export const INTERNAL: ZaloAnswer = {
  status: 500,
  body: JSON.stringify({ error: 500, message: 'Internal Server Error' }),
  contentType: JSON_TYPE,
  error: 500,
};

/** The shape of oauth.zaloapp.com, which is another than that of the API: HTTP 200 here too. */
export function oauthRefused(error: number, name: string, description: string): ZaloAnswer {
  const body = {
    error,
    error_name: name,
    error_reason: description,
    ref_doc: 'https://developers.zalo.me/docs/official-account/phu-luc/cac-loai-ma-su-dung-trong-oauth',
    error_description: description,
  };
  return { status: 200, body: JSON.stringify(body), contentType: JSON_TYPE, error };
}

export function plainJson(body: Json, status = 200): ZaloAnswer {
  return { status, body: JSON.stringify(body), contentType: JSON_TYPE, error: 0 };
}
