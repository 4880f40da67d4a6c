-- What somebody does with a pill that has mistakes, in all versions of Neovim.
package.path = os.getenv("DRIVE") .. "/?.lua;" .. package.path
local drive = require("drive")
local await, tell = drive.await, drive.tell

-- choose takes a code action by its title, through the menu that Neovim shows.
local function choose(title)
  vim.ui.select = function(items, _, take)
    for i, item in ipairs(items) do
      local action = item.action or item[2]
      if action.title == title then
        take(item, i)
        return
      end
    end
    error("there is no " .. title)
  end
  vim.lsp.buf.code_action()
end

drive.run(function()
  local version = vim.version()
  tell("version", ("%d.%d.%d"):format(version.major, version.minor, version.patch))
  vim.cmd("edit cloud66_web_server.pill")
  tell("filetype", vim.bo.filetype)
  await("findings", function()
    return #drive.findings() > 0
  end)
  tell("findings", drive.findings())

  drive.go(17, "stop_signals")
  tell("hover", drive.insist("a hover", vim.lsp.buf.hover, drive.float))
  drive.type("j") -- which closes it
  await("no hover", function()
    return not drive.float()
  end)

  drive.go(7, "stack_path")
  vim.lsp.buf.definition()
  tell(
    "definition",
    await("the definition", function()
      local line = vim.api.nvim_win_get_cursor(0)[1]
      return line ~= 7 and vim.fn.getline(line)
    end)
  )

  vim.api.nvim_win_set_cursor(0, { 12, 0 })
  drive.type("oprocess.supplem<C-x><C-o>")
  tell(
    "completed",
    await("an attribute", function()
      local line = vim.fn.getline(13)
      return line:find("supplementary_groups", 1, true) and line
    end)
  )
  drive.type("<Esc>")
  await("normal mode", function()
    return vim.api.nvim_get_mode().mode == "n"
  end)
  vim.cmd("13delete")

  if vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true)
    tell(
      "hints",
      await("hints", function()
        local texts = {}
        for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
          table.insert(texts, hint.inlay_hint.position.line + 1 .. ":" .. hint.inlay_hint.label)
        end
        table.sort(texts)
        return #texts > 0 and texts
      end)
    )
  end

  drive.go(6, '"cloud66')
  choose("Set stop_grace_time to 51 seconds")
  await("the fix", function()
    return vim.fn.getline(15):find("51.seconds", 1, true)
  end)
  vim.cmd("write")
  await("no findings", function()
    return #drive.findings() == 0
  end)

  if vim.fn.exists(":PilllintRestart") == 0 then
    return -- the plugin is not there
  end
  local before = drive.client()
  vim.cmd("PilllintRestart")
  await("another server", function()
    return drive.client() and drive.client() ~= before
  end)
  vim.cmd("undo")
  await("findings of the other server", function()
    return #drive.findings() > 0
  end)

  -- What is set in the configuration shows in the buffers that are open.
  vim.cmd("edit!")
  vim.fn.setline(15, "    process.stop_grace_time = 30.seconds")
  await("the finding that was put right", function()
    local found = drive.findings()
    return #found == 1 and found[1]:find("[stop-grace-time]", 1, true)
  end)
  local pill = vim.api.nvim_get_current_buf()
  vim.o.hidden = true
  vim.cmd("edit .pilllint.yml")
  await("the server for the configuration", drive.client)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { "rules:", "  stop-grace-time: off" })
  vim.cmd("write")
  vim.cmd("buffer " .. pill)
  await("no finding of a rule that is off", function()
    return #drive.findings() == 0
  end)
end)
