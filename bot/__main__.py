from bot.blas import choose_kernels

choose_kernels()

from bot.cli import main  # noqa: E402  numpy 要在选好指令以后装

main()
