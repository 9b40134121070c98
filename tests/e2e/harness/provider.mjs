// A real OpenID provider on this machine, at which whoever `who` names is signed in.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";

import Provider from "oidc-provider";

export const CLIENT = "sohoi";
export const SECRET = "a secret of the server, for tests only";

/** People at the provider by their subject. */
const PEOPLE = {
  "sub-tinh": { email: "tong.hop@tinh.example", email_verified: true },
  "sub-other": { email: "tong.hop@tinh.example", email_verified: true },
  "sub-unverified": { email: "tong.hop@tinh.example", email_verified: false },
  "<b>sub</b>": { email: "<i>x</i>@tinh.example", email_verified: true },
};

/** Starts one; `back` is where it may send people. It stands on another site than the servers of the tests. */
export async function startProvider(t, back) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, configuration(back));
  // Grants and people come from the configuration alone: what it warns of is meant for production.
  const own = { issuer, who: "sub-tinh", consents: true, answers: true };
  const callback = provider.callback();
  server.on("request", (request, response) => {
    if (!own.answers) return request.socket.destroy();
    if (request.url.startsWith("/interaction/")) return interact(provider, own, request, response);
    callback(request, response);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return own;
}

/** Where a page to sign in would stand. */
async function interact(provider, own, request, response) {
  const result = own.consents
    ? { login: { accountId: own.who } }
    : { error: "access_denied", error_description: "<script>alert(1)</script>" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function configuration(back) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" };
  return {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [back] }],
    jwks: { keys: [key] },
    cookies: { keys: ["for tests only"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  };
}
