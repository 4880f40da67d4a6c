-- Uses Neovim as somebody at the keyboard does, and tells what is seen: drive.run
-- gets a function that does one thing after another. It writes to the file
-- $REPORT and ends Neovim.
local drive = {}

local report = {}

-- tell reports a fact.
function drive.tell(name, value)
  report[name] = value
end

local function finish(failure)
  report.failure = failure
  local file = assert(io.open(os.getenv("REPORT"), "w"))
  file:write(vim.fn.json_encode(report))
  file:close()
  vim.cmd("qall!")
end

-- patience is how long something may take, in ms.
local patience = 45000

-- await waits, while Neovim goes on, until something holds, and returns that.
function drive.await(what, holds)
  local thread, waited = coroutine.running(), 0
  local function look()
    local done, value = pcall(holds)
    if done and value then
      coroutine.resume(thread, value)
      return
    end
    waited = waited + 20
    if waited > patience then
      finish(
        "waited in vain for "
          .. what
          .. (done and "" or ": " .. tostring(value))
          .. "\n"
          .. vim.fn.execute("messages")
      )
      return
    end
    vim.defer_fn(look, 20)
  end
  vim.defer_fn(look, 0)
  return coroutine.yield()
end

-- insist does something until that has been seen to help: a window that floats is
-- gone at once if Neovim has yet to notice that the cursor was moved before.
function drive.insist(what, act, holds)
  local last = -math.huge
  return drive.await(what, function()
    local value = holds()
    if not value and vim.loop.now() - last > 3000 then
      last = vim.loop.now()
      act()
    end
    return value
  end)
end

-- type presses keys.
function drive.type(keys)
  vim.api.nvim_input(keys)
end

function drive.run(steps)
  local function start()
    coroutine.wrap(function()
      local done, failure = xpcall(steps, debug.traceback)
      finish(not done and failure or nil)
    end)()
  end
  vim.schedule(start)
end

-- What is looked at.

local severities = { "error", "warning", "info", "hint" }

-- findings returns those of the buffer, as pilllint --format concise has them.
function drive.findings()
  local lines = {}
  local found = vim.diagnostic.get(0)
  table.sort(found, function(a, b)
    if a.lnum ~= b.lnum then
      return a.lnum < b.lnum
    elseif a.col ~= b.col then
      return a.col < b.col
    end
    return a.code < b.code
  end)
  for _, d in ipairs(found) do
    local code = d.code or d.user_data.lsp.code
    table.insert(
      lines,
      ("%d:%d: %s: %s [%s]"):format(d.lnum + 1, d.col + 1, severities[d.severity], d.message, code)
    )
  end
  return lines
end

-- client returns the id of the server that the buffer has, if it has just one.
function drive.client()
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 })
    or vim.tbl_values(vim.lsp.buf_get_clients(0))
  return #clients == 1 and clients[1].id
end

-- float returns the text of the window that floats.
function drive.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
end

-- go puts the cursor on the first place of a text from a line on.
function drive.go(line, text)
  local column = vim.fn.getline(line):find(text, 1, true)
  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
end

return drive
