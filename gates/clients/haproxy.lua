-- HAProxy asks Kagimori about every request. In haproxy.cfg:
--
--   setenv KAGIMORI http://127.0.0.1:8420
--   setenv KAGIMORI_TOKEN_FILE /etc/haproxy/kagimori.token
--   lua-load /etc/haproxy/kagimori.lua
--   http-request lua.kagimori SYSTEM
--
-- Afterwards txn.kagimori is "allow", "deny", or "error" where nobody answered. The file with the token holds it alone,
-- on one line, readable by root only: HAProxy reads it before it drops its rights.

local url = assert(os.getenv("KAGIMORI"), "KAGIMORI is not set before lua-load")
local token_file = assert(os.getenv("KAGIMORI_TOKEN_FILE"), "KAGIMORI_TOKEN_FILE is not set before lua-load")
local file = assert(io.open(token_file, "r"))
local token = assert(file:read("l"), "no token in " .. token_file)
file:close()

local function ask(txn, system)
  local headers = {
    ["x-kagimori-token"] = { token },
    ["x-real-ip"] = { txn.f:src() },
  }
  -- All of them, each whole: of two the server behind may read either.
  local credentials = {}
  local sent = txn.http:req_get_headers()["authorization"] or {}
  for at = 0, #sent do credentials[at + 1] = sent[at] end
  if #credentials > 0 then headers["authorization"] = credentials end
  local answer = core.httpclient():get({
    url = url .. "/gates/forward-auth/" .. system,
    headers = headers,
    -- Whoever is let in may be kept waiting for 1.5 s.
    timeout = 2000,
  })
  local status = answer and answer.status or 0
  local verdict = "error"
  if status == 204 then
    verdict = "allow"
  elseif status == 401 or status == 403 then
    verdict = "deny"
  end
  txn:set_var("txn.kagimori", verdict)
end

core.register_action("kagimori", { "http-req" }, ask, 1)
