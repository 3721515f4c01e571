// SPDX-License-Identifier: GPL-2.0
/* A PWM chip without hardware, by the name that the one of a Pi 4 has: what was asked of it is read back in sysfs. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pwm.h>

#define CHANNELS 4

static struct pwm_chip chip;
static struct platform_device *device;

static int fake_apply(struct pwm_chip *of, struct pwm_device *channel, const struct pwm_state *wanted)
{
	return 0;
}

static const struct pwm_ops operations = { .apply = fake_apply, .owner = THIS_MODULE };

static int __init fake_init(void)
{
	int failed;

	device = platform_device_register_simple("fe20c000.pwm", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	chip.dev = &device->dev;
	chip.ops = &operations;
	chip.npwm = CHANNELS;
	failed = pwmchip_add(&chip);
	if (failed)
		platform_device_unregister(device);
	return failed;
}

static void __exit fake_exit(void)
{
	pwmchip_remove(&chip);
	platform_device_unregister(device);
}

module_init(fake_init);
module_exit(fake_exit);
MODULE_LICENSE("GPL");
