-- Apache asks Kagimori about every request, by mod_lua and LuaSocket (Debian: a2enmod lua, apt install lua-socket).
--
--   SetEnvIf Request_URI ^ KAGIMORI=http://127.0.0.1:8420/gates/forward-auth/SYSTEM KAGIMORI_TOKEN_FILE=/etc/apache2/kagimori.token
--   LuaHookAccessChecker /etc/apache2/kagimori.lua access
--
-- 204 goes on to Apache's own rules, 401 and 403 keep the visitor out, everything else is 503: nobody comes in unasked.
-- The file with the token holds it alone, on one line, readable by Apache's user only.

require("apache2")
local http = require("socket.http")
local sink = require("ltn12").sink

-- Whoever is let in may be kept waiting for 1.5 s.
http.TIMEOUT = 2

local token

local function read_token(path)
  if token == nil and path ~= nil then
    local file = io.open(path, "r")
    if file ~= nil then
      token = file:read("*l")
      file:close()
    end
  end
  return token
end

function access(r)
  local url = r.subprocess_env["KAGIMORI"]
  local held = read_token(r.subprocess_env["KAGIMORI_TOKEN_FILE"])
  if url == nil or held == nil then return 503 end
  local _, status = http.request({
    url = url,
    sink = sink.null(),
    redirect = false,
    headers = {
      ["X-Kagimori-Token"] = held,
      ["X-Real-IP"] = r.useragent_ip,
      ["Authorization"] = r.headers_in["Authorization"],
    },
  })
  if status == 204 then return apache2.DECLINED end
  return (status == 401 or status == 403) and 403 or 503
end
